import { show } from "./page-data.ts"
import { SurfacePage } from "./surface/surface-page.ts"

show("tongban-surface", SurfacePage)
