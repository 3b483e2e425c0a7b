// Text to bytes and back: UTF-8 and Base64, without the host's help. Malformed input is decoded as far as it goes;
// whoever has to refuse it checks before.

export type Bytes = Uint8Array<ArrayBuffer>;

/** A surrogate without its partner becomes U+FFFD. */
export function utf8Encode(text: string): Bytes {
  const bytes = new Uint8Array(text.length * 3);
  let length = 0;
  for (let i = 0; i < text.length; i++) {
    let code = text.charCodeAt(i);
    if (code >= 0xd800 && code < 0xe000) {
      const next = i + 1 < text.length ? text.charCodeAt(i + 1) : 0;
      if (code < 0xdc00 && next >= 0xdc00 && next < 0xe000) {
        code = 0x10000 + ((code - 0xd800) << 10) + (next - 0xdc00);
        i++;
      } else code = 0xfffd;
    }
    if (code < 0x80) bytes[length++] = code;
    else if (code < 0x800) {
      bytes[length++] = 0xc0 | (code >> 6);
      bytes[length++] = 0x80 | (code & 63);
    } else if (code < 0x10000) {
      bytes[length++] = 0xe0 | (code >> 12);
      bytes[length++] = 0x80 | ((code >> 6) & 63);
      bytes[length++] = 0x80 | (code & 63);
    } else {
      bytes[length++] = 0xf0 | (code >> 18);
      bytes[length++] = 0x80 | ((code >> 12) & 63);
      bytes[length++] = 0x80 | ((code >> 6) & 63);
      bytes[length++] = 0x80 | (code & 63);
    }
  }
  return bytes.slice(0, length);
}

/** What is not UTF-8 becomes U+FFFD. */
export function utf8Decode(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; ) {
    const first = bytes[i++] as number;
    const more = first < 0x80 ? 0 : first >= 0xc2 && first < 0xe0 ? 1 : first < 0xf0 ? 2 : 3;
    if (first < 0x80) {
      text += String.fromCharCode(first);
      continue;
    }
    if (first < 0xc2 || first > 0xf4) {
      text += '\ufffd';
      continue;
    }
    let code = first & (more === 1 ? 31 : more === 2 ? 15 : 7);
    let taken = 0;
    while (taken < more) {
      const next = bytes[i] ?? 0;
      if (!continues(first, next, taken)) break;
      code = (code << 6) | (next & 63);
      i++;
      taken++;
    }
    text += taken === more ? String.fromCodePoint(code) : '\ufffd';
  }
  return text;
}

/** The second byte rules out overlong forms, surrogates and what lies beyond U+10FFFF. */
function continues(first: number, next: number, taken: number): boolean {
  if (taken === 0) {
    if (first === 0xe0) return next >= 0xa0 && next < 0xc0;
    if (first === 0xed) return next >= 0x80 && next < 0xa0;
    if (first === 0xf0) return next >= 0x90 && next < 0xc0;
    if (first === 0xf4) return next >= 0x80 && next < 0x90;
  }
  return next >= 0x80 && next < 0xc0;
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

export function base64Encode(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const [a, b, c] = [bytes[i] as number, bytes[i + 1], bytes[i + 2]];
    const bits = (a << 16) | ((b ?? 0) << 8) | (c ?? 0);
    text += ALPHABET.charAt(bits >> 18) + ALPHABET.charAt((bits >> 12) & 63);
    text += b === undefined ? '=' : ALPHABET.charAt((bits >> 6) & 63);
    text += c === undefined ? '=' : ALPHABET.charAt(bits & 63);
  }
  return text;
}

/** Both alphabets are understood, other characters are skipped, and `=` ends the data. */
export function base64Decode(text: string): Bytes {
  const bytes = new Uint8Array(Math.ceil((text.length * 3) / 4));
  let length = 0;
  let bits = 0;
  let count = 0;
  for (const char of text) {
    if (char === '=') break;
    const value = char === '-' ? 62 : char === '_' ? 63 : ALPHABET.indexOf(char);
    if (value < 0) continue;
    bits = ((bits << 6) | value) & 0xffffff;
    count += 6;
    if (count >= 8) {
      count -= 8;
      bytes[length++] = (bits >> count) & 255;
    }
  }
  return bytes.slice(0, length);
}

/** One byte per character, the low eight bits: how JSONata's Base64 functions see a string. */
export function latin1Encode(text: string): Bytes {
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}

export function latin1Decode(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}

export function hexEncode(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += (byte < 16 ? '0' : '') + byte.toString(16);
  return text;
}
