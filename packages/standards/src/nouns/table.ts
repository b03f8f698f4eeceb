import type { Schema } from "../contract/endpoint.ts"
import { AccessEntry, Checkpoint, LogPromise, Proof, UseReceipt } from "./access.ts"
import { Case, CaseEvent, Correction } from "./case.ts"
import { CaseMending } from "./case-mending.ts"
import { DataColumn, DataProblem, DataResource, SharingRequest } from "./data-resource.ts"
import { Delivered, DeliveryTicket, DeliveryTicketClaims } from "./delivery.ts"
import { Client, Department, DepartmentSummary, Jurisdiction } from "./department.ts"
import { DirectoryContent, DirectoryEntry } from "./directory.ts"
import { Basis, ConsentReceipt, Grant } from "./grant.ts"
import { Handle, PickedItem } from "./handle.ts"
import { HubEvent } from "./hub-event.ts"
import { Requirement, ServiceItem } from "./item.ts"
import { HeldMaterial, Material, UnfitMaterial } from "./material.ts"
import { PaperForm, Sensitivity, TrustGrade } from "./paper.ts"
import { ActingFor, Assurance, Authority, Organization, Person } from "./party.ts"
import { Rating } from "./rating.ts"
import { Redemption } from "./redemption.ts"
import { SpecialProcedure } from "./special-procedure.ts"
import { TimeLimit } from "./time-limit.ts"
import { CaseUndertaking, Undertaking } from "./undertaking.ts"
import { Digest, Id, Instant, LegalDay, SchemeValue, SourceState, Words } from "./values.ts"

/** A noun of the vocabulary: its schema, and what it is called. */
export interface Noun {
  schema: Schema
  /** Its term in Chinese and in English. */
  zh: string
  en: string
  /** What it is, in a sentence. */
  about: string
}

/** Every noun of the vocabulary by its name. For whoever makes something of them all; a page imports one by one. */
export const nouns = {
  Person: {
    schema: Person,
    zh: "自然人",
    en: "Natural person",
    about: "As one department knows them: by a pairwise subject, never an ID number.",
  },
  Organization: {
    schema: Organization,
    zh: "法人/其他组织",
    en: "Legal person or other organisation",
    about: "With its unified social credit code and older codes, each with its scheme.",
  },
  ActingFor: {
    schema: ActingFor,
    zh: "代办/经办",
    en: "Acting for somebody",
    about: "In which capacity, for whom, and what shows it.",
  },
  Department: {
    schema: Department,
    zh: "部门",
    en: "Department",
    about: "With an id of ours, and its codes with their schemes.",
  },
  Client: {
    schema: Client,
    zh: "接入应用",
    en: "Client",
    about: "A program of a department, with keys of its own.",
  },
  Jurisdiction: {
    schema: Jurisdiction,
    zh: "法域",
    en: "Jurisdiction",
    about: "Whose rules and holidays count.",
  },
  ServiceItem: {
    schema: ServiceItem,
    zh: "政务服务事项",
    en: "Service item",
    about: "What can be applied for, in one published version.",
  },
  Requirement: {
    schema: Requirement,
    zh: "申请材料",
    en: "Requirement",
    about: "A paper that an item asks for.",
  },
  Undertaking: {
    schema: Undertaking,
    zh: "容缺受理承诺",
    en: "Undertaking",
    about: "A promise to supply a paper later, and by when.",
  },
  Material: {
    schema: Material,
    zh: "材料/电子证照",
    en: "Material",
    about: "A paper in the hub's index: metadata and digest, never its content.",
  },
  Handle: {
    schema: Handle,
    zh: "取用凭据",
    en: "Handle",
    about: "Stands in a form for a paper that was granted; useless without the release key.",
  },
  Redemption: {
    schema: Redemption,
    zh: "兑取",
    en: "Redemption",
    about: "The use is in the log, and the owner may now be asked for the paper.",
  },
  Grant: {
    schema: Grant,
    zh: "授权",
    en: "Grant",
    about: "A decision about one paper for one case and one recipient.",
  },
  ConsentReceipt: {
    schema: ConsentReceipt,
    zh: "授权回执",
    en: "Consent receipt",
    about: "The signed copy of a grant: a compact JWS whose payload is the Grant.",
  },
  UseReceipt: {
    schema: UseReceipt,
    zh: "使用回执",
    en: "Use receipt",
    about: "What a recipient keeps of a use: that it is in the log.",
  },
  LogPromise: {
    schema: LogPromise,
    zh: "入册承诺",
    en: "Log promise",
    about: "The hub's signed word that an entry will stand in the log: a compact JWS.",
  },
  DeliveryTicket: {
    schema: DeliveryTicket,
    zh: "交付凭证",
    en: "Delivery ticket",
    about: "The hub's word that a bridge may give one paper to one recipient: a compact JWS.",
  },
  DeliveryTicketClaims: {
    schema: DeliveryTicketClaims,
    zh: "交付凭证的内容",
    en: "Claims of a delivery ticket",
    about: "What a delivery ticket says.",
  },
  DirectoryContent: {
    schema: DirectoryContent,
    zh: "密钥名录",
    en: "Directory of keys",
    about: "Which keys are whose: what the offline root signs.",
  },
  Case: {
    schema: Case,
    zh: "办件",
    en: "Case",
    about: "As its applicant and its department see it.",
  },
  CaseEvent: {
    schema: CaseEvent,
    zh: "环节",
    en: "Case event",
    about: "A step in the life of a case.",
  },
  CaseMending: {
    schema: CaseMending,
    zh: "更正",
    en: "Mending of a mistake",
    about: "What a clerk recorded by mistake did not happen; the case is where it was before.",
  },
  Correction: {
    schema: Correction,
    zh: "补齐补正",
    en: "Correction",
    about: "What is asked to be supplied: everything, in one notice.",
  },
  SpecialProcedure: {
    schema: SpecialProcedure,
    zh: "特别程序",
    en: "Special procedure",
    about: "Its time does not count where the applicant was told of it in writing.",
  },
  HubEvent: {
    schema: HubEvent,
    zh: "事件通知",
    en: "Event",
    about: "That something happened to a department's case, and where to read it.",
  },
  DataResource: {
    schema: DataResource,
    zh: "信息资源",
    en: "Data resource",
    about: "A resource in the catalogue, with sharing and sensitivity per column.",
  },
  SharingRequest: {
    schema: SharingRequest,
    zh: "共享申请",
    en: "Sharing request",
    about: "A department's request to use a data resource.",
  },
  DataProblem: {
    schema: DataProblem,
    zh: "疑义/异议",
    en: "Data problem",
    about: "A doubt about shared data, which goes to the department that answers for it.",
  },
  Rating: {
    schema: Rating,
    zh: "好差评",
    en: "Rating",
    about: "A rating of one case; 1 is best.",
  },
  AccessEntry: {
    schema: AccessEntry,
    zh: "使用记录",
    en: "Access entry",
    about: "One use of a paper, as the log says it.",
  },
  Checkpoint: {
    schema: Checkpoint,
    zh: "检查点",
    en: "Checkpoint",
    about: "The log as it stands at one moment, signed.",
  },
  Proof: {
    schema: Proof,
    zh: "包含证明",
    en: "Proof",
    about: "That an entry stands in the log.",
  },
} as const satisfies Record<string, Noun>

/** What nouns are made of, by the name that it has in JSON Schema and OpenAPI. */
export const parts: Record<string, Schema> = {
  Id,
  Instant,
  LegalDay,
  Digest,
  Words,
  SchemeValue,
  SourceState,
  DepartmentSummary,
  TimeLimit,
  TrustGrade,
  PaperForm,
  Sensitivity,
  Assurance,
  Authority,
  Basis,
  DataColumn,
  HeldMaterial,
  UnfitMaterial,
  PickedItem,
  CaseUndertaking,
  Delivered,
  DirectoryEntry,
}

/** The name of a noun. */
export type NounName = keyof typeof nouns
