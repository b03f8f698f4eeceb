/** A portal's page of 2012: rules for everything, a root of 10 px, and our elements in the middle. */
export const oldPage = (body: string, lang: string): string => `<!doctype html>
<html lang="${lang}">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>网上申请</title>
    <link rel="stylesheet" href="/hostile.css" />
  </head>
  <body>
    <main><h1>网上申请</h1>${body}</main>
    <script src="/tongban/tongban.js"></script>
  </body>
</html>`

/** Bootstrap 3's root and reset, and what old pages add to it. */
export const hostileCss = `
  html { font-size: 10px }
  * { box-sizing: content-box; margin: 0; padding: 0; line-height: 1; letter-spacing: 3px; text-transform: uppercase }
  body { font: 12px/1 SimSun, serif; color: #999; background: #fff; padding: 8px }
  main, h1 { color: #333 }
  button, input, p, a, li, iframe { font-size: 9px !important; color: #c00 !important; float: left; border: 3px solid red !important }
  div, span, strong { display: inline !important; font-weight: 400 !important }
  ol, ul { list-style: square; padding-left: 40px }
`
