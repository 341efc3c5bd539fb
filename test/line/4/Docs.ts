/** From the folder of the tests. */
export const tsconfig = "../tsconfig.json"

/** The guides are written for this line. */
export const asWritten = (code: string): string => code
