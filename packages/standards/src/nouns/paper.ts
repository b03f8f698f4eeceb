import * as z from "zod/mini"
import { list, someOf, text } from "./bounds.ts"
import { Words } from "./values.ts"

/** How sure a paper is (材料可信等级): 国办函〔2016〕108号. Never shown as a letter. */
export const TrustGrade = z.enum(["A", "B", "C", "D"])
export type TrustGrade = z.infer<typeof TrustGrade>

/** What its owner gives out of a paper: a copy with a watermark (加注件), or the original as it lies. */
export const PaperForm = z.enum(["derived", "original"])
export type PaperForm = z.infer<typeof PaperForm>

/** Kinds of sensitive personal information (敏感个人信息): 个人信息保护法(2021) 28. */
export const SensitiveCategory = z.enum([
  "biometric",
  "belief",
  "identity",
  "health",
  "finance",
  "whereabouts",
])
export type SensitiveCategory = z.infer<typeof SensitiveCategory>

/** What 个人信息保护法(2021) 30 wants said before sensitive information is used. */
export const Sensitivity = z.object({
  categories: someOf(SensitiveCategory, 6),
  /** Why the item cannot do without it. */
  necessity: Words,
  /** What its use means for the person. */
  impact: Words,
})
export type Sensitivity = z.infer<typeof Sensitivity>

/** A kind of licence (证照类型代码), 21 characters (GB/T 36904-2018), or a code of a province's own. */
export const LicenceType = text(40)

/** A region's code (GB/T 2260), six digits; one that ends in zeros stands for all that lies in it. */
export const Region = z.string().check(z.maxLength(6), z.regex(/^\d{6}$/))

/** Names of fields on a paper, 60 at most. */
export const FieldNames = list(text(60), 60)
