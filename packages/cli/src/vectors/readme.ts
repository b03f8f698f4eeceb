import { nouns } from "@tongban/standards/json-schema"

/** The README of the folder: what lies where, and how to run it in any language. */
export const readme = (vectors: readonly (readonly [name: string, text: string])[]): string =>
  `# 通办组件：标准数据和接口说明

这里的文件不依赖任何编程语言，Java、PHP、Go 等项目都可以直接使用。文件由 \`tongban vectors\` 生成，请不要手工修改。

| 文件夹 | 内容 | 用法 |
| --- | --- | --- |
| \`vectors/\` | 标准向量：输入和应得的结果 | 逐条跑，结果要完全一致 |
| \`schemas/\` | 每个名词的 JSON Schema（2020-12） | 用任何校验库校验报文 |
| \`regions.json\` | 1980年以来的省、市代码和起止时间 | 查区划名称，核对号码里的地区 |
| \`openapi/\` | 接口说明（OpenAPI 3.1）：通办中心和材料持有方 | 生成客户端，或照着实现 |

# Tongban: vectors, schemas and interfaces

Nothing here needs TypeScript. The files are made by \`tongban vectors\`: make them again rather than edit them.

- \`vectors/\`: what goes in and what must come out. Run each entry and compare the result to the letter. A vector
  that names a refusal is passed only by the same refusal, at the same place.
- \`schemas/\`: JSON Schema 2020-12 of each noun. Each file stands alone. Where a \`$comment\` stands, there is a rule that
  JSON Schema cannot say: write it yourself; the vectors that need it carry \`beyondJsonSchema\`.
  Objects take fields that they do not name: a newer hub may send some.
- \`regions.json\`: the codes of provinces and cities since 1980 (GB/T 2260), each with the dates of the lists between which it
  began and ended. \`vectors/areas.json\` says what is looked up in which identifier.
- \`openapi/hub.json\` is what the hub serves; \`openapi/owner.json\` is what a department serves that gives out its own papers.

Texts are UTF-8. Instants are RFC 3339 with an offset; legal days are \`YYYY-MM-DD\` in Asia/Shanghai. Lengths count
characters (Unicode code points), as JSON Schema and PHP's \`mb_strlen\` do; in Java that is \`codePointCount\`, not \`length()\`.

## Vectors

${vectors.map(([name, text]) => `- \`vectors/${name}\`: ${aboutOf(text)}`).join("\n")}

## Nouns

| schema | 中文 | English | what |
| --- | --- | --- | --- |
${Object.entries(nouns)
  .map(
    ([name, { zh, en, about }]) =>
      `| [\`${name}\`](schemas/${name}.json) | ${zh} | ${en} | ${about} |`,
  )
  .join("\n")}
`

/** What a file of vectors says of itself. */
function aboutOf(text: string): string {
  const { standard, about } = JSON.parse(text) as { standard?: unknown; about?: unknown }
  return [standard, about].filter((each) => typeof each === "string").join(". ")
}
