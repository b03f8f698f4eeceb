import type { Labels } from "@tongban/elements/parts"

interface UploadLabels {
  title: string
  hint: string
  photo: string
  file: string
  sending(percent: number): string
  progress: string
  cut: string
  stalled: string
  goOn: string
  cancel: string
  uploaded(day: string): string
  none(paper: string): string
}

export const uploadLabels: Labels<UploadLabels> = {
  "zh-CN": {
    title: "自己上传",
    hint: "PDF、PNG 或 JPEG，不超过 20 MB",
    photo: "拍照",
    file: "选文件",
    sending: (percent) => `正在上传，已传 ${percent}%`,
    progress: "上传进度",
    cut: "断网不要紧，接上会继续",
    stalled: "15 秒没有进展。可以再试，也可以先填别的。",
    goOn: "再试一次",
    cancel: "取消上传",
    uploaded: (day) => `${day}上传`,
    none: (paper) => `还没有“${paper}”。请拍照或选文件。`,
  },
  en: {
    title: "Upload your own",
    hint: "PDF, PNG or JPEG, up to 20 MB",
    photo: "Take a photo",
    file: "Choose a file",
    sending: (percent) => `Uploading, ${percent}% done`,
    progress: "Upload progress",
    cut: "A lost connection does no harm: it goes on once it is back",
    stalled: "No progress for 15 seconds. Try again, or fill in the rest meanwhile.",
    goOn: "Try again",
    cancel: "Cancel the upload",
    uploaded: (day) => `Uploaded on ${day}`,
    none: (paper) => `There is no “${paper}” yet. Take a photo or choose a file.`,
  },
}
