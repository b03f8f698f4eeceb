import { define } from "../parts/define.ts"
import { TongbanMaterialPicker } from "../tongban-material-picker/tongban-material-picker.ts"

define("tongban-material-picker", TongbanMaterialPicker)
