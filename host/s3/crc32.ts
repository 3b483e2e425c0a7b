// The checksum S3 gives an object it was handed: CRC-32, four bytes in base 64. Node has it built in from 22.2 on only.

export function crc32(bytes: Uint8Array): string {
  let sum = 0xffff_ffff;
  for (const byte of bytes) sum = (TABLE[(sum ^ byte) & 0xff] ?? 0) ^ (sum >>> 8);
  const result = Buffer.alloc(4);
  result.writeUInt32BE(~sum >>> 0);
  return result.toString('base64');
}

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb8_8320 : value >>> 1;
  return value;
});
