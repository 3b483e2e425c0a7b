// From what a Task calls to the Lambda function: where the template declares it, and where its code is.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import {
  declarationOf,
  functionNamed,
  functionOfName,
  hostTree,
  type LambdaFunction,
  type Node,
  type Span,
  valueAt,
} from '../../language/index.ts';
import type { FilePlace } from '../links.ts';

/** A template, and the value in it that names a function: by itself, or by the key that has it. */
export interface FunctionUse {
  readonly uri: string;
  readonly text: string;
  readonly named: { readonly node: Node } | { readonly key: Span } | { readonly name: string };
}

/** Where its code is, if it is there, and where the template declares it. */
export function placesOfFunction({ uri, text, named }: FunctionUse): readonly FilePlace[] {
  const root = uri.startsWith('file:') ? hostTree(text, fileURLToPath(uri)) : undefined;
  if (!root) return [];
  const found =
    'name' in named
      ? functionOfName(root, named.name)
      : functionNamed(root, 'node' in named ? named.node : valueAt(root, named.key));
  if (!found) return [];
  const declared = { uri, text, span: found.nameSpan };
  const source = sourceOf(path.dirname(fileURLToPath(uri)), found);
  return source ? [source, declared] : [declared];
}

function sourceOf(folder: string, { handler }: LambdaFunction): FilePlace | undefined {
  for (const candidate of handler?.paths ?? []) {
    const file = path.resolve(folder, candidate);
    try {
      const text = fs.readFileSync(file, 'utf8');
      return { uri: pathToFileURL(file).href, text, span: declarationOf(text, handler?.symbol ?? '') };
    } catch {
      // Not there: perhaps in another language.
    }
  }
  return undefined;
}
