// The catalogue of AWS's APIs as one value: which services there are, and one of them, read when it is first asked for.
// Files and decompression are handed in.
import { readService, type Service } from './service.ts';

/** How the file of the catalogue is got at. Both are asked for when somebody first needs an answer. */
export interface CatalogueFile {
  bytes(): Uint8Array;
  /** The text of a compressed part. */
  decompress(part: Uint8Array): string;
}

export interface Catalogue {
  /** `aws-sdk 2.1693.0`. What AWS has added since is not here. */
  readonly source: string;
  /** Names as in ARNs, in alphabetical order. */
  readonly services: ReadonlySet<string>;
  service(name: string): Service | undefined;
  /** The same with the API's own names of members, which some optimized integrations want. */
  nativeService(name: string): Service | undefined;
}

interface Place {
  readonly group: Group;
  readonly from: number;
  readonly length: number;
}

interface Group {
  readonly start: number;
  readonly end: number;
  text?: string;
}

/** Undefined where the file cannot be read or is none. */
export function openCatalogue(file: CatalogueFile): Catalogue | undefined {
  try {
    return new OpenCatalogue(file);
  } catch {
    // Everything else works without it, so a file that is not there costs what it would have told, and nothing more.
    return undefined;
  }
}

class OpenCatalogue implements Catalogue {
  readonly source: string;
  readonly services: ReadonlySet<string>;
  readonly #file: CatalogueFile;
  readonly #bytes: Uint8Array;
  readonly #places = new Map<string, Place>();
  readonly #known = new Map<string, Service>();

  constructor(file: CatalogueFile) {
    this.#file = file;
    this.#bytes = file.bytes();
    const { buffer, byteOffset } = this.#bytes;
    const length = new DataView(buffer, byteOffset).getUint32(0, true);
    const [source = '', ...lines] = file.decompress(this.#bytes.subarray(4, 4 + length)).split('\n');
    let start = 4 + length;
    for (const line of lines) {
      const [bytes, ...services] = line.split(' ');
      const group = { start, end: start + Number(bytes) };
      start = group.end;
      let from = 0;
      for (const service of services) {
        const [name = '', characters] = service.split(':');
        this.#places.set(name, { group, from, length: Number(characters) });
        from += Number(characters);
      }
    }
    this.source = source;
    this.services = new Set(this.#places.keys());
  }

  service(name: string): Service | undefined {
    return this.#read(name, name, undefined);
  }

  nativeService(name: string): Service | undefined {
    return this.#read(`native ${name}`, name, apiName => apiName);
  }

  #read(key: string, name: string, nameOf: ((apiName: string) => string) | undefined): Service | undefined {
    const known = this.#known.get(key);
    if (known) return known;
    const place = this.#places.get(name);
    if (!place) return undefined;
    const { group, from, length } = place;
    group.text ??= this.#file.decompress(this.#bytes.subarray(group.start, group.end));
    const service = readService(name, group.text.slice(from, from + length), nameOf);
    this.#known.set(key, service);
    return service;
  }
}
