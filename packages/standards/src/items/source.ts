import type { itemTypeSchemes } from "../codes/items.ts"

/** How one source writes its rows of service items (事项目录): its columns, and the schemes of its codes. */
export interface ItemSource {
  /** Where its columns were read. */
  source: string
  columns: {
    /** The item's code: 地区编码 stands in its middle, behind the code that all places share. */
    code: string
    name: string
    /** The heading that the item stands under (主项). */
    heading: string
    /** What stands there where there is no heading. */
    noHeading: string
    type: string
    department: string
    region: string
    /** The implementing body's code, as the item's code holds it; some rows have none. */
    body: string
  }
  /** The scheme that each code is written in. */
  schemes: {
    code: string
    catalogue: string
    type: keyof typeof itemTypeSchemes
    department: string
    region: string
    body: string
  }
}

/** The sources whose rows can be mapped, by their names. One is chosen, never guessed. */
export const itemSources = {
  "sichuan-directory": {
    source: "service directory of Guang'an District, Sichuan, 2025-04",
    columns: {
      code: "itemCode",
      name: "name",
      heading: "mainItem",
      noHeading: "未分类",
      type: "taskType",
      department: "deptCode",
      region: "areaCode",
      body: "embeddedBody",
    },
    schemes: {
      code: "sichuan-item-code",
      catalogue: "sichuan-catalogue",
      type: "sichuan-task-type",
      department: "sichuan-dept-code",
      region: "gbt2260-12",
      body: "sichuan-body-code",
    },
  },
} as const satisfies Record<string, ItemSource>

/** The name of a source whose rows can be mapped. */
export type ItemSourceName = keyof typeof itemSources
