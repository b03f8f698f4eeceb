/**
 * Inside a transaction only the transaction may be asked. On PGlite a query by the outer database
 * waits for ever; PostgreSQL's pool hides it.
 */
export const trx = {
  meta: { type: "problem", schema: [] },
  create: (context) => {
    const forbid = (work, outer) => {
      const scope = context.sourceCode.getScope(work)
      for (const reference of referencesIn(scope)) {
        if (reference.identifier.name !== outer || isOwn(reference, work)) continue
        context.report({
          node: reference.identifier,
          message: `${outer} is asked inside a transaction: hand the transaction down.`,
        })
      }
    }
    return {
      'CallExpression[callee.name="inTransaction"]'(node) {
        const [database, work] = node.arguments
        if (database?.type === "Identifier" && isFunction(work)) forbid(work, database.name)
      },
      ":function"(node) {
        if (node.params.some((param) => nameOf(param) === "trx") && !isWork(node))
          forbid(node, "db")
      },
    }
  },
}

/** Looked at by the rule above. */
const isWork = ({ parent }) => parent.callee?.name === "inTransaction"
const isFunction = (node) => /Function/.test(node?.type ?? "")
const nameOf = (param) => (param.type === "Identifier" ? param.name : "")

const referencesIn = (scope) => [
  ...scope.references,
  ...scope.childScopes.flatMap((child) => referencesIn(child)),
]

/** Declared within the function itself: another thing of the same name. */
const isOwn = ({ resolved }, work) =>
  resolved?.defs.some(
    ({ name }) => name.range[0] >= work.range[0] && name.range[1] <= work.range[1],
  ) === true
