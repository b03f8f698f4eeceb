/** The old portal that `npm start` runs: open Storybook as 127.0.0.1 and log in there, and its cookie is sent here too. */
export const portalOfTheProvince = process.env["TONGBAN_PORTAL"] ?? "http://127.0.0.1:4402"
