/** TypeScript over files that exist in memory only, as if they stood beside the tests. */
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import ts from "typescript"
import { tsconfig } from "#line/test/Docs"

const folder = fileURLToPath(new URL("..", import.meta.url))

const { options } = ts.parseJsonConfigFileContent(
  ts.readConfigFile(join(folder, tsconfig), ts.sys.readFile).config,
  ts.sys,
  dirname(join(folder, tsconfig))
)

/**
 * What the compiler says about each file, as `tsc` prints it: `name(line,column): error TS…: message`.
 *
 * @param files name, ending in `.ts` and without a folder, → code
 * @param differing options that differ from those of the tests
 */
export const compile = (
  files: ReadonlyMap<string, string>,
  differing: ts.CompilerOptions = {}
): ReadonlyMap<string, ReadonlyArray<string>> => {
  const codeOf = new Map([...files].map(([name, code]) => [join(folder, name), code]))
  const allOptions = { ...options, noUnusedLocals: false, noUnusedParameters: false, ...differing }

  const host = ts.createCompilerHost(allOptions)
  const { fileExists, readFile, getSourceFile } = host
  host.getCurrentDirectory = () => folder
  host.fileExists = (path) => codeOf.has(path) || fileExists(path)
  host.readFile = (path) => codeOf.get(path) ?? readFile(path)
  host.getSourceFile = (path, ...rest) => {
    const code = codeOf.get(path)
    return code === undefined
      ? getSourceFile(path, ...rest)
      : ts.createSourceFile(path, code, ts.ScriptTarget.ES2022)
  }

  const program = ts.createProgram([...codeOf.keys()], allOptions, host)
  return new Map(
    [...files.keys()].map((name) => {
      const source = program.getSourceFile(join(folder, name))
      const problems = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)]
      return [name, problems.map((problem) => ts.formatDiagnostic(problem, host).trimEnd())]
    })
  )
}
