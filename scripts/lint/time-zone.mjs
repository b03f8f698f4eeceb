const local =
  /^(get|set)(Date|Day|FullYear|Hours|Minutes|Month|Seconds|TimezoneOffset)$|^to(Date|Time)String$/
const formats = /^toLocale(Date|Time)?String$/

/** Legal days are Asia/Shanghai's (design §3): nothing may depend on where the process runs. */
export const timeZone = {
  meta: { type: "problem", schema: [] },
  create: (context) => {
    const say = (node, what) => {
      context.report({
        node,
        message: `${what} depends on the process's time zone: name Asia/Shanghai, or use the UTC form.`,
      })
    }
    const namesZone = (node) => /timeZone\b/.test(context.sourceCode.getText(node))
    return {
      CallExpression(node) {
        const { callee } = node
        if (callee.type !== "MemberExpression" || callee.property.type !== "Identifier") return
        const { name } = callee.property
        if (local.test(name)) say(node, name)
        if (formats.test(name) && node.arguments.length > 0 && !namesZone(node)) say(node, name)
      },
      NewExpression(node) {
        if (node.callee.name === "Date" && node.arguments.length > 1) say(node, "new Date(y, m, …)")
        if (/DateTimeFormat$/.test(context.sourceCode.getText(node.callee)) && !namesZone(node))
          say(node, "DateTimeFormat without a zone")
      },
    }
  },
}
