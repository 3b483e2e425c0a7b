// Which stand-in for S3 there is, from what a person gave: a folder, or an endpoint on this machine. A real account is never
// reached.
import fs from 'node:fs';
import path from 'node:path';
import { createEndpointStore } from './endpointStore.ts';
import { createFolderStore } from './folderStore.ts';
import type { ObjectStore } from './objectStore.ts';

export type FoundStore =
  | { readonly store: ObjectStore | undefined; readonly problem?: undefined }
  | { readonly store?: undefined; readonly problem: string };

/** The folder goes first. `environment` is asked for `S3_ENDPOINT` and `AWS_ENDPOINT_URL_S3`. */
export function findStore(folder: string | undefined, environment: NodeJS.ProcessEnv): FoundStore {
  if (folder !== undefined) {
    const root = path.resolve(folder);
    if (fs.statSync(root, { throwIfNoEntry: false })?.isDirectory()) return { store: createFolderStore(root) };
    return { problem: `${folder} is not a folder. It needs a folder for each bucket.` };
  }
  const endpoint = environment['S3_ENDPOINT'] || environment['AWS_ENDPOINT_URL_S3'];
  if (!endpoint) return { store: undefined };
  if (isOfThisMachine(endpoint)) return { store: createEndpointStore(endpoint) };
  return { problem: `S3_ENDPOINT is an address of this machine such as http://127.0.0.1:9000, not "${endpoint}".` };
}

function isOfThisMachine(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return /^https?:$/.test(protocol) && /^(127(\.\d{1,3}){3}|\[::1\]|localhost|[\w-]+\.localhost)$/.test(hostname);
}
