export function isChinese(text: string): boolean
export function faultsOfChinese(text: string): string[]
export function faultsOfEnglish(text: string): string[]
