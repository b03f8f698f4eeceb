/** GB 11643-1999, table of weights: 2 to the power of 18 − i, modulo 11. */
const residentWeights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const
const residentChecks = "10X98765432"

/** GB 32100-2015: digits and capital letters without I, O, S, V, Z. */
export const creditAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"
/** GB 32100-2015: 3 to the power of i, modulo 31. */
const creditWeights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28] as const

/** GB 11714-1997. */
const organizationWeights = [3, 7, 9, 10, 5, 8, 4, 2] as const

/** GB 11714 and GB/T 36904 count 0-9 and A-Z as 0 to 35. */
export const alphabet36 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"

/** ISO 7064:1983 MOD 11-2: the check character of 17 digits. */
export function residentCheck(digits17: string): string {
  let sum = 0
  for (let i = 0; i < 17; i++) sum += (residentWeights[i] ?? 0) * (digits17.charCodeAt(i) - 48)
  return residentChecks.charAt(sum % 11)
}

/** GB 32100-2015: the check character of 17 characters of its alphabet. */
export function creditCheck(code: string): string {
  let sum = 0
  for (let i = 0; i < 17; i++)
    sum += (creditWeights[i] ?? 0) * creditAlphabet.indexOf(code.charAt(i))
  return creditAlphabet.charAt((31 - (sum % 31)) % 31)
}

/** GB 11714-1997: the check character of the 8 that begin at `from`. */
export function organizationCheck(code: string, from = 0): string {
  let sum = 0
  for (let i = 0; i < 8; i++)
    sum += (organizationWeights[i] ?? 0) * alphabet36.indexOf(code.charAt(from + i))
  const check = 11 - (sum % 11)
  return check === 10 ? "X" : check === 11 ? "0" : String(check)
}

/** ISO 7064 MOD 37,36 (hybrid), as GB/T 36904-2018 uses it: the check character of a text of 0-9 and A-Z. */
export function licenceCheck(text: string): string {
  let product = 36
  for (const character of text) {
    const sum = (product + alphabet36.indexOf(character)) % 36
    product = ((sum === 0 ? 36 : sum) * 2) % 37
  }
  return alphabet36.charAt((37 - product) % 36)
}
