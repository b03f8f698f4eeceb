import type { HeldMaterial, Requirement, UnfitMaterial } from "@tongban/standards"

/** The department that asks, and what for. Invented (province/). */
export const department = {
  id: "scjg",
  name: { zh: "澄湾市市场监督管理局", en: "Chengwan Market Regulation Bureau" },
  shortName: { zh: "市场监管局", en: "Market Regulation Bureau" },
  phone: "0520-0100111",
}
export const item = {
  code: "11370699XY000011934370199001001",
  name: { zh: "食品经营许可（新办）", en: "Food business licence (new)" },
  shortName: { zh: "食品经营许可", en: "Food business licence" },
}

const requirement = (key: string, zh: string, en: string): Requirement => ({
  key,
  name: { zh, en },
  necessity: "required",
  source: "government",
  acceptedGrades: ["A", "B"],
  fields: ["坐落", "权利人"],
})

export const premises = requirement("r6", "经营场所使用证明", "Proof of the premises")
export const licence = requirement("r2", "营业执照", "Business licence")

const issuer = {
  zh: "澄湾市自然资源和规划局",
  en: "Chengwan Natural Resources and Planning Bureau",
}

export const certificate: HeldMaterial = {
  id: "m04",
  name: { zh: "不动产权证书", en: "Real-estate certificate" },
  issuer,
  maskedNumber: "样（2024）********0418号",
  issuedOn: "2024-04-18",
  grade: "A",
  fields: ["坐落", "权利人"],
  sensitive: false,
}
export const lease: HeldMaterial = {
  ...certificate,
  id: "m05",
  name: { zh: "房屋租赁合同", en: "Lease" },
  maskedNumber: "样租****0007",
  validTo: "2027-06-30",
  grade: "B",
}
export const withdrawn: UnfitMaterial = {
  ...certificate,
  id: "m03",
  maskedNumber: "样（2015）********0212号",
  reasons: [{ rule: "abolished", params: {} }],
}
export const outdated: UnfitMaterial = {
  ...lease,
  id: "m06",
  maskedNumber: "样租****0003",
  reasons: [{ rule: "expired", params: { on: "2026-08-31" } }],
}

/** Somebody who holds one of each kind. */
export const much = { fits: [certificate, lease], unfit: [withdrawn, outdated] }
/** Somebody who holds nothing. */
export const none = { fits: [], unfit: [] }

export const personas = [
  {
    key: "he",
    name: { zh: "何秋月", en: "He Qiuyue" },
    about: { zh: "41岁，开面馆，也帮母亲办事", en: "41, runs a noodle shop and helps her mother" },
  },
  {
    key: "xu",
    name: { zh: "许秀英", en: "Xu Xiuying" },
    about: { zh: "68岁，字太小看不清", en: "68, does not like small print" },
  },
]
