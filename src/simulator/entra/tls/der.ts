type Part = Uint8Array;

function tagged(tag: number, content: Part): Part {
  const size = content.length;
  if (size < 0x80) return Buffer.concat([Buffer.from([tag, size]), content]);
  const bytes: number[] = [];
  for (let rest = size; rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256);
  return Buffer.concat([Buffer.from([tag, 0x80 + bytes.length, ...bytes]), content]);
}

function objectIdentifier(dotted: string): Part {
  const [first = 0, second = 0, ...others] = dotted.split('.').map(Number);
  const bytes = [first * 40 + second, ...others].flatMap((number) => {
    const groups = [number % 128];
    for (let rest = Math.floor(number / 128); rest > 0; rest = Math.floor(rest / 128)) {
      groups.unshift((rest % 128) + 128);
    }
    return groups;
  });
  return tagged(0x06, Buffer.from(bytes));
}

/** The few forms of ASN.1's DER encoding that a certificate consists of. */
export const der = {
  sequence: (...parts: Part[]): Part => tagged(0x30, Buffer.concat(parts)),
  set: (...parts: Part[]): Part => tagged(0x31, Buffer.concat(parts)),
  boolean: (value: boolean): Part => tagged(0x01, Buffer.from([value ? 0xff : 0])),
  /** Of big-endian bytes whose first bit is 0. */
  integer: (bytes: Part): Part => tagged(0x02, bytes),
  bits: (bytes: Part, unused = 0): Part =>
    tagged(0x03, Buffer.concat([Buffer.from([unused]), bytes])),
  octets: (bytes: Part): Part => tagged(0x04, bytes),
  oid: objectIdentifier,
  text: (text: string): Part => tagged(0x0c, Buffer.from(text)),
  /** To the second, years 1950 to 2049. */
  time: (date: Date): Part =>
    tagged(0x17, Buffer.from(`${date.toISOString().slice(2, 19).replaceAll(/[-:T]/g, '')}Z`)),
  context: (number: number, content: Part): Part => tagged(0xa0 + number, content),
  /** A primitive in place of its own tag. */
  implicit: (number: number, content: Part): Part => tagged(0x80 + number, content),
};
