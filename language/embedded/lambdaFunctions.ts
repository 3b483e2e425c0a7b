// The Lambda functions of a template: where each is declared, and in which file its handler is. Only what the template says
// in plain words; what another tool puts together is not known.
import type { Span } from '../text/tree.ts';
import { type Member, memberNamed, type Node, type ObjectNode } from '../text/tree.ts';
import { functionOf, readSub, textMember } from './functions.ts';

export interface LambdaFunction {
  /** Its logical id, or its name in a Serverless Framework file. */
  readonly name: string;
  readonly nameSpan: Span;
  /** Absent where the template does not say it. */
  readonly handler?: Handler;
}

export interface Handler {
  /** Where it may be, the likeliest first, relative to the template. */
  readonly paths: readonly string[];
  /** What the file calls it. */
  readonly symbol: string;
}

/** The function that a value names: `!GetAtt Pay.Arn`, `!Ref Pay`, `!Sub ${Pay.Arn}`. */
export function functionNamed(root: Node, value: Node | undefined): LambdaFunction | undefined {
  const id = value && resourceNamed(value);
  return id === undefined ? undefined : functionOfName(root, id);
}

/** By the id of its resource; `Pay.Arn` is the function `Pay`. */
export function functionOfName(root: Node, name: string): LambdaFunction | undefined {
  const [id = name] = name.split('.');
  const resource = memberNamed(memberNamed(root, 'Resources')?.value, id);
  if (resource) return cloudFormationFunction(root, resource);
  const functions = memberNamed(root, 'functions')?.value;
  if (functions?.kind !== 'object') return undefined;
  const declared = functions.members.find(({ key }) => key.value === id || serverlessId(key.value) === id);
  return declared && serverlessFunction(declared);
}

/** What gives the name at `key` its value in a template. */
export function valueAt(root: Node, key: Span): Node | undefined {
  let node: Node | undefined = root;
  while (node) {
    if (node.kind === 'array') {
      node = node.items.find(({ start, end }) => start <= key.start && key.end <= end);
    } else if (node.kind === 'object' || node.kind === 'placeholder') {
      const object: ObjectNode | undefined = node.kind === 'object' ? node : node.object;
      const member: Member | undefined = object?.members.find(({ start, end }) => start <= key.start && key.end <= end);
      if (member && member.key.start === key.start) return member.value;
      node = member?.value;
    } else return undefined;
  }
  return undefined;
}

/** The id of the resource that a value names. */
export function resourceNamed(value: Node): string | undefined {
  const found = functionOf(value);
  if (found?.name === 'Ref' && found.argument.kind === 'string') return found.argument.value;
  if (found?.name === 'GetAtt') {
    const { argument } = found;
    const first = argument.kind === 'array' ? argument.items[0] : argument;
    return first?.kind === 'string' ? first.value.split('.')[0] : undefined;
  }
  const text = found?.name === 'Sub' ? readSub(found)?.text.value : value.kind === 'string' ? value.value : undefined;
  // `${Pay.Arn}`, and `${Pay.Arn}:live`
  return text === undefined ? undefined : /^\$\{(\w+)(?:\.\w+)?\}(?::[\w-]+)?$/.exec(text)?.[1];
}

function cloudFormationFunction(root: Node, { key, value }: Member): LambdaFunction | undefined {
  const type = textMember(value, 'Type')?.value;
  if (type !== 'AWS::Serverless::Function' && type !== 'AWS::Lambda::Function') return undefined;
  const own = memberNamed(value, 'Properties')?.value;
  const globals = memberNamed(memberNamed(root, 'Globals')?.value, 'Function')?.value;
  const said = (name: string) => textMember(own, name)?.value ?? textMember(globals, name)?.value;
  const handler = said('Handler');
  const folder = said('CodeUri') ?? said('Code') ?? '.';
  const isOurs = handler !== undefined && !/^(?:s3|https?):/.test(folder);
  const entry = memberNamed(
    memberNamed(memberNamed(value, 'Metadata')?.value, 'BuildProperties')?.value,
    'EntryPoints',
  )?.value;
  const entries =
    entry?.kind === 'array' ? entry.items.flatMap(item => (item.kind === 'string' ? [item.value] : [])) : [];
  return {
    name: key.value,
    nameSpan: key,
    ...(isOurs && { handler: handlerIn(handler, folder, entries) }),
  };
}

function serverlessFunction({ key, value }: Member): LambdaFunction {
  const handler = textMember(value, 'handler')?.value;
  return { name: key.value, nameSpan: key, ...(handler !== undefined && { handler: handlerIn(handler, '.', []) }) };
}

/** `pay-card` is `PayDashcardLambdaFunction` to CloudFormation. */
function serverlessId(name: string): string {
  const id = name.replaceAll('-', 'Dash').replaceAll('_', 'Underscore');
  return `${id.charAt(0).toUpperCase()}${id.slice(1)}LambdaFunction`;
}

const ENDINGS = ['.py', '.ts', '.mts', '.js', '.mjs', '.cjs', '.rb'];

function handlerIn(handler: string, folder: string, entries: readonly string[]): Handler {
  const inFolder = (file: string) => `${folder.replace(/\/$/, '')}/${file}`;
  const java = /^([\w.]+?)(?:::(\w+))?$/.exec(handler);
  if (java && /\.[A-Z]\w*$/.test(java[1] ?? '')) {
    const file = `${(java[1] ?? '').replaceAll('.', '/')}`;
    const paths = ['java', 'kotlin'].map(kind =>
      inFolder(`src/main/${kind}/${file}.${kind === 'java' ? 'java' : 'kt'}`),
    );
    return { paths, symbol: java[2] ?? 'handleRequest' };
  }
  const dot = handler.lastIndexOf('.');
  const module = dot < 0 ? handler : handler.slice(0, dot);
  const symbol = dot < 0 ? 'main' : handler.slice(dot + 1);
  const paths = [...entries, ...ENDINGS.map(ending => module + ending)].map(inFolder);
  // A program that was compiled: Go keeps its entry in one file.
  if (dot < 0) paths.push(inFolder('main.go'));
  return { paths, symbol };
}

/** Where a source file declares a name, at its first character; the start of the file where it is not found. */
export function declarationOf(source: string, symbol: string): Span {
  const name = symbol.replace(/[^\w$]/g, '');
  const declared = new RegExp(
    `(?:\\bdef |\\bfunc |\\bfunction |\\bconst |\\blet |\\bvar |\\bexports\\.|\\bfun |\\b\\w+(?:<[^>\\n]*>)? )(${name})\\b(?!\\.)`,
  ).exec(source);
  if (!declared) return { start: 0, end: 0 };
  const start = declared.index + declared[0].length - name.length;
  return { start, end: start + name.length };
}
