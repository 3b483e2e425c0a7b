// Definitions and JSON values as files: which format a file has, and one clear sentence when it cannot be read.
import fs from 'node:fs';
import path from 'node:path';
import { type Format, formatOfFile } from '../language/index.ts';

/** `order.asl.json`, and `order.asl.json.tftpl` of Terraform. */
const DEFINITION = /\.asl(?:\.json|\.ya?ml)?(?:\.tftpl|\.tpl|\.tmpl)?$/i;

/** Files in which definitions may be embedded. */
const HOST = /\.(?:ya?ml|json|template|tf|tofu)$/i;

/** Several times what CloudFormation takes. Larger files in a folder are data. */
const HOST_BYTES = 5_000_000;

/** Whether a file is a definition by its name. */
export function isDefinitionFile(file: string): boolean {
  return DEFINITION.test(file);
}

/** Whether definitions may stand in it: a template, or a file of another tool. */
export function isHostFile(file: string): boolean {
  return HOST.test(file) && !isDefinitionFile(file);
}

/** The format of any file a person names: YAML by its suffix, else JSON. */
export function formatOf(file: string): Format {
  return formatOfFile(file);
}

export type ReadText =
  | { readonly text: string; readonly problem?: undefined }
  | { readonly text?: undefined; readonly problem: string };

export function readTextFile(file: string): ReadText {
  try {
    return { text: fs.readFileSync(file, 'utf8') };
  } catch (error) {
    return { problem: `Cannot read ${file}: ${reason(error)}.` };
  }
}

/**
 * Files below a folder that are definitions or may hold some, in the order of their names. Folders of packages and of
 * version control are left out.
 */
export function definitionFilesIn(folder: string): string[] {
  const files: string[] = [];
  const entries = fs.readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    const full = path.join(folder, entry.name);
    if (entry.isDirectory()) {
      if (entry.name !== 'node_modules' && !entry.name.startsWith('.')) files.push(...definitionFilesIn(full));
    } else if (isDefinitionFile(entry.name) || isSmallHost(full)) files.push(full);
  }
  return files;
}

function isSmallHost(file: string): boolean {
  return isHostFile(file) && (fs.statSync(file, { throwIfNoEntry: false })?.size ?? HOST_BYTES) < HOST_BYTES;
}

/** What a system error means, in words. */
export function reason(error: unknown): string {
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  const known: Record<string, string> = {
    ENOENT: 'there is no such file',
    EACCES: 'permission was denied',
    EISDIR: 'it is a folder',
    ENOSPC: 'the disk is full',
    ENOTDIR: 'a part of the path is not a folder',
  };
  return (code !== undefined && known[code]) || (error instanceof Error ? error.message : String(error));
}
