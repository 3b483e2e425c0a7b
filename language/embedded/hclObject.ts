// `jsonencode({…})` of Terraform: an object of HCL read as the JSON it becomes, piece by piece, with the way back. References,
// calls, conditions and other expressions are placeholders. Syntax is Terraform's to judge: nothing is said about it here.

import type { Span } from '../text/tree.ts';
import { endOfGroup, type HclToken, isSign, readTokens } from './hcl.ts';
import { Assembly, type OffsetMap, type TextEdit } from './offsetMap.ts';
import { readTerraformTemplate } from './terraformTemplate.ts';

export interface HclObject extends OffsetMap {
  /** As JSON. */
  readonly text: string;
}

type Tokens = readonly HclToken[];

/** The object that begins at a token. */
export function readHclObject(host: string, tokens: Tokens): HclObject {
  const reader = new Reader(host, tokens);
  reader.readObject();
  const { assembly, ends, usesEquals } = reader;
  const { text } = assembly;
  const toHost: OffsetMap['toHost'] = span => assembly.toHost(span);
  return {
    text,
    isTranslated: true,
    toHost,
    // Behind a bare name the cursor is still in it: it is being typed.
    fromHost: offset => ends.get(offset) ?? assembly.fromHost(offset),
    editInHost: edit => {
      const place = toHost(edit);
      // What is said in an object has nothing to do with what stands around it.
      const around = reader.objects.find(({ own, host: { start, end } }) => {
        return own.start < edit.start && edit.end < own.end && start < place.start && place.end < end;
      });
      if (!around) return undefined;
      const { own, host: whole } = around;
      const wanted = essence(text.slice(own.start, edit.start) + edit.text + text.slice(edit.end, own.end));
      const isSame = (written: string): boolean => {
        const edited = host.slice(whole.start, place.start) + written + host.slice(place.end, whole.end);
        const again = new Reader(edited, readTokens(edited));
        again.readObject();
        return again.end === edited.length && essence(again.assembly.text) === wanted;
      };
      const isBare = host[place.start] !== '"';
      const written = waysToWrite(edit, isBare, usesEquals).find(isSame);
      return written === undefined ? undefined : { ...place, text: written };
    },
  };
}

/** In HCL's own words, where the object has them; as JSON, which HCL reads too; a bare name that needs quotes now. */
function waysToWrite({ text }: TextEdit, isBare: boolean, usesEquals: boolean): readonly string[] {
  const asJson = [text, JSON.stringify(text)];
  if (!usesEquals) return asJson;
  const name = isBare ? /^"([A-Za-z_][\w-]*)"$/.exec(text)?.[1] : undefined;
  return [name ?? text.replace(/(^|\n)([ \t]*)"([A-Za-z_][\w-]*)":(?=[ \n])/g, '$1$2$3 ='), ...asJson];
}

/** What a text of JSON says, without blanks and commas: what a line break separates in HCL needs none. */
function essence(json: string): string {
  return (json.match(/"(?:[^"\\]|\\[\s\S])*"?|[{}[\]:]|[^\s"{}[\]:,]+/g) ?? []).join(' ');
}

class Reader {
  readonly assembly: Assembly;
  /** For the end of each bare name in the host: its end in the text, before the quote. */
  readonly ends = new Map<number, number>();
  /** In the host: how far has been read. */
  end: number;
  /** Inner ones before those around them. */
  readonly objects: { readonly own: Span; readonly host: Span }[] = [];
  /** Rather than the colons of JSON. */
  usesEquals = false;
  readonly #host: string;
  readonly #tokens: Tokens;
  #index = 0;

  constructor(host: string, tokens: Tokens) {
    this.#host = host;
    this.#tokens = tokens;
    this.assembly = new Assembly(host);
    this.end = tokens[0]?.start ?? 0;
  }

  readObject(): void {
    const own = this.assembly.text.length;
    const start = this.#token?.start ?? this.end;
    this.#sign();
    for (;;) {
      this.#skipBreaks();
      const token = this.#token;
      if (!token || isSign(token, '}')) break;
      if (isSign(token, ',')) this.#sign();
      else this.#entry(this.#endOfEntry());
    }
    this.#close('}');
    this.objects.push({ own: { start: own, end: this.assembly.text.length }, host: { start, end: this.end } });
  }

  #tuple(): void {
    this.#sign();
    for (;;) {
      this.#skipBreaks();
      const token = this.#token;
      if (!token || isSign(token, ']')) break;
      if (isSign(token, ',')) this.#sign();
      else this.#value(this.#endOfItem());
    }
    this.#close(']');
  }

  // `name = value`, `"name" : value`
  #entry(end: number): void {
    const equals = this.#find(end, token => isSign(token, '=') || isSign(token, ':'));
    this.#key(equals);
    if (equals < end) {
      this.usesEquals ||= isSign(this.#token, '=');
      this.#sign(':');
      this.#value(end);
    }
    this.#separate();
  }

  #key(end: number): void {
    const token = this.#token;
    if (end - this.#index > 1 || !token) this.#expression(end, true);
    else if (token.kind === 'text') this.#text(token);
    else {
      this.#addOther('"', token.start, token.start);
      this.#addSlice(token.text.replace(/["\\]/g, '_'), token.start);
      this.ends.set(token.end, this.assembly.text.length);
      this.#addOther('"', token.end, token.end);
      this.#index++;
    }
  }

  #value(end: number): void {
    const token = this.#token;
    if (!token || this.#index >= end) return;
    const isText = end - this.#index === 1 && !isDirective(token);
    const isLoop = this.#tokens[this.#index + 1]?.text === 'for';
    const isGroup = !isLoop && endOfGroup(this.#tokens, this.#index) >= end;
    if (isSign(token, '{') && isGroup) this.readObject();
    else if (isSign(token, '[') && isGroup) this.#tuple();
    else if (isText && token.kind === 'text') this.#text(token);
    else if (isText && token.kind === 'heredoc') this.#heredoc(token);
    else if (PLAIN.test(this.#host.slice(token.start, this.#tokens[end - 1]?.end))) this.#plain(end);
    else this.#expression(end, false);
  }

  #text({ text, inner, start, end }: HclToken): void {
    this.#index++;
    // Most say the same in both languages.
    if (!/[\\\t$%]/.test(text) && end === inner + text.length + 1) {
      this.#addSlice(`"${text}"`, start);
      return;
    }
    this.#addSlice('"', start);
    // The escapes of HCL are those of JSON, and `\\U` with eight digits.
    for (const { 0: part, index } of readTerraformTemplate(text).text.matchAll(
      /\\U[\da-fA-F]{8}|\t|\\[\s\S]?|[^\\\t]+/g,
    )) {
      const at = inner + index;
      if (/^(?:\t|\\U\w{8}$)/.test(part)) this.#addOther(jsonSign(part), at, at + part.length);
      else this.#addSlice(part, at);
    }
    // A text that is not closed ends with its line.
    if (end > this.end) this.#addSlice('"', this.end);
    else this.#addOther('"', end, end);
  }

  #heredoc({ text, inner, start, end }: HclToken): void {
    const isIndented = this.#host.startsWith('<<-', start);
    const indents = text
      .split('\n')
      .flatMap(line => (line.trim() === '' ? [] : [line.length - line.trimStart().length]));
    const indent = isIndented ? Math.min(...indents) : 0;
    this.#addOther('"', start, inner);
    const template = readTerraformTemplate(text).text;
    for (const { 0: line, index } of template.matchAll(/.*\n|.+$/g)) {
      const from = Math.min(indent, line.length - line.trimStart().length);
      for (const part of line.slice(from).matchAll(/[^"\\\t\r\n]+|[\s\S]/g)) {
        const at = inner + index + from + part.index;
        const written = JSON.stringify(part[0]).slice(1, -1);
        // Indentation that Terraform takes away is in the text neither.
        if (part.index === 0) this.end = at;
        if (written === part[0]) this.#addSlice(written, at);
        else this.#addOther(written, at, at + part[0].length);
      }
    }
    this.#addOther('"', inner + text.length, end);
    this.#index++;
  }

  #plain(end: number): void {
    while (this.#index < end) this.#sign();
    this.ends.set(this.end, this.assembly.text.length);
  }

  #expression(end: number, isKey: boolean): void {
    const from = this.#token?.start ?? this.end;
    const to = this.#tokens[end - 1]?.end ?? from;
    const said = this.#host.slice(from, to).replace(/["'\\{}\r\n]/g, '_');
    this.#addOther(isKey ? `"\${${said}}"` : `\${${said}}`, from, to);
    this.#index = end;
  }

  #close(sign: string): void {
    if (isSign(this.#token, sign)) this.#sign();
    else this.#addOther(sign, this.end, this.end);
  }

  /** A line break stands for a comma. */
  #separate(): void {
    let i = this.#index;
    while (this.#tokens[i]?.kind === 'break') i++;
    const next = this.#tokens[i];
    if (next && !isSign(next, ',') && !isSign(next, '}')) this.#addOther(',', this.end, this.end);
  }

  get #token(): HclToken | undefined {
    return this.#tokens[this.#index];
  }

  #skipBreaks(): void {
    while (this.#token?.kind === 'break') this.#index++;
    this.#gap(this.#token?.start ?? this.end);
  }

  #endOfEntry(): number {
    return this.#find(this.#tokens.length, token => token.kind === 'break' || isSign(token, ',') || isSign(token, '}'));
  }

  #endOfItem(): number {
    let end = this.#find(this.#tokens.length, token => isSign(token, ',') || isSign(token, ']'));
    while (this.#tokens[end - 1]?.kind === 'break') end--;
    return end;
  }

  /** The first such token from here on that is not in a group. */
  #find(end: number, isIt: (token: HclToken) => boolean): number {
    let i = this.#index;
    while (i < end) {
      const token = this.#tokens[i];
      if (!token || isIt(token)) return i;
      i = token.kind === 'sign' && '({['.includes(token.text) ? endOfGroup(this.#tokens, i) : i + 1;
    }
    return Math.min(i, end);
  }

  #sign(read?: string): void {
    const token = this.#token;
    if (!token) return;
    this.#addSlice(read ?? token.text, token.start);
    this.#index++;
  }

  /** What stands between is blank, or a comment. */
  #gap(to: number): void {
    if (to <= this.end) return;
    this.assembly.addSlice(this.#host.slice(this.end, to).replace(/\S/g, ' '), this.end, undefined);
    this.end = to;
  }

  #addSlice(text: string, start: number): void {
    this.#gap(start);
    this.assembly.addSlice(text, start, undefined);
    this.end = start + text.length;
  }

  #addOther(text: string, start: number, end: number): void {
    this.#gap(start);
    this.assembly.addOther(text, { start, end });
    this.end = Math.max(this.end, end);
  }
}

const PLAIN = /^(?:true|false|null|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)$/;

function jsonSign(sequence: string): string {
  const code = Number.parseInt(sequence.slice(2), 16);
  return code <= 0x10ffff ? JSON.stringify(String.fromCodePoint(code)).slice(1, -1) : '\\t';
}

function isDirective({ text }: HclToken): boolean {
  return /(?<!%)%\{/.test(text);
}
