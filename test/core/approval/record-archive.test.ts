import { createHash } from 'node:crypto';
import { strToU8, Zip, ZipDeflate, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { recordInArchive, whyOtherArchive } from '../../../src/core/approval/record-archive.ts';
import { recordFile, recordText } from '../../../src/core/approval/record-artifact.ts';
import type { ReviewedRecord } from '../../../src/core/approval/reviewed-record.ts';

const record: ReviewedRecord = {
  version: 1,
  instance: 'arn:aws:sso:::instance/ssoins-0123456789abcdef',
  owner: 'plattform-ü',
  head: 'a'.repeat(40),
  plan: 'b'.repeat(64),
  operations: Array.from({ length: 3000 }, (_, index) =>
    createHash('sha256').update(String(index)).digest('hex'),
  ),
  sets: {},
};
const content = strToU8(recordText(record));

/** As `actions/upload-artifact` packs: what a file measures stands behind it. */
function streamed(files: Readonly<Record<string, Uint8Array>>): Uint8Array {
  const chunks: Uint8Array[] = [];
  const zip = new Zip((error, chunk) => {
    if (error !== null) throw error;
    chunks.push(chunk);
  });
  for (const [name, data] of Object.entries(files)) {
    const file = new ZipDeflate(name, { level: 6 });
    zip.add(file);
    file.push(data, true);
  }
  zip.end();
  return Buffer.concat(chunks);
}

function why(archive: Uint8Array, limit?: number): string {
  const read = recordInArchive(archive, limit);
  return 'why' in read ? read.why : 'nothing';
}

describe('a record is read', () => {
  it.each([
    ['streamed', streamed({ [recordFile]: content })],
    ['deflated', zipSync({ [recordFile]: content })],
    ['stored', zipSync({ [recordFile]: content }, { level: 0 })],
  ])('from an archive that is %s', (_how, archive) => {
    expect(recordInArchive(archive)).toEqual({ record });
  });
});

describe('an archive is refused', () => {
  it.each([
    ['with two files', zipSync({ [recordFile]: content, 'more.txt': content }), 'more than one'],
    ['with two files, streamed', streamed({ [recordFile]: content, b: content }), 'more than one'],
    ['with another file', zipSync({ 'plan.json': content }), 'holds no'],
    ['with a path that climbs', zipSync({ [`../${recordFile}`]: content }), 'holds no'],
    ['with a path from the root', zipSync({ [`/${recordFile}`]: content }), 'holds no'],
    ['with a folder', zipSync({ folder: { [recordFile]: content } }), 'holds no'],
    ['without a file', zipSync({}), 'not whole'],
    ['of nothing', new Uint8Array(), 'not whole'],
    ['that is none', strToU8('<html>not here</html>'), 'not whole'],
    ['that was cut', streamed({ [recordFile]: content }).subarray(0, 5000), 'archive is'],
    ['that is too large', new Uint8Array(9 * 1024 * 1024), 'too large'],
    ['whose record is no JSON', zipSync({ [recordFile]: strToU8('{') }), 'no record'],
    ['whose record is no text', zipSync({ [recordFile]: new Uint8Array([0xff]) }), 'no record'],
    ['whose record is another thing', zipSync({ [recordFile]: strToU8('{}') }), 'no record'],
    [
      'whose record nests without end',
      zipSync({ [recordFile]: strToU8('['.repeat(1e6)) }),
      'no record',
    ],
  ])('%s', (_what, archive, words) => {
    expect(why(archive)).toContain(words);
  });

  it('with two files of the one name', () => {
    const twice = streamed({ [recordFile]: content, 'reviewed-record.jsoX': content });
    const text = Buffer.from(twice);
    for (let at = text.indexOf('jsoX'); at !== -1; at = text.indexOf('jsoX'))
      text.write('json', at);
    expect(why(text)).toContain('more than one');
  });

  it('with a file that its own list does not name', () => {
    const two = streamed({ [recordFile]: content, hidden: content });
    const one = streamed({ [recordFile]: content });
    const lists = [two, one].map((zip) => Buffer.from(zip).indexOf(Buffer.from('PK\u0001\u0002')));
    const [end = 0, start = 0] = lists;
    const forged = Buffer.concat([two.subarray(0, end), one.subarray(start)]);
    expect(why(forged)).toContain('more than one');
  });

  it('that unpacks to more than the bound, however little it claims', () => {
    const bomb = Buffer.from(zipSync({ [recordFile]: new Uint8Array(40 * 1024 * 1024) }));
    expect(bomb.length).toBeLessThan(60_000);
    expect(why(bomb)).toContain('record is too large');
    // What it measures unpacked, in its own header and in the list.
    bomb.writeUInt32LE(10, 22);
    bomb.writeUInt32LE(10, bomb.indexOf(Buffer.from('PK\u0001\u0002')) + 24);
    expect(why(bomb)).toContain('record is too large');
  });

  it.each(Array.from({ length: 40 }, (_, index) => index * 37))(
    'or read whole, but never an error, where byte %i is another',
    (at) => {
      const archive = Buffer.from(streamed({ [recordFile]: content }));
      archive[at] = (archive[at] ?? 0) ^ 0xff;
      const read = recordInArchive(archive);
      expect('record' in read ? read.record.version : read.why).toBeTruthy();
    },
  );
});

describe('the digest of an archive', () => {
  const archive = streamed({ [recordFile]: content });
  const digest = `sha256:${createHash('sha256').update(archive).digest('hex')}`;

  it.each([
    ['GitHub tells', digest],
    ['GitHub tells in capitals', digest.toUpperCase()],
    ['GitHub does not tell', null],
  ])('may be what %s', (_what, told) => {
    expect(whyOtherArchive(archive, told)).toBeNull();
  });

  it.each([
    ['is another', `sha256:${'0'.repeat(64)}`],
    ['is of a kind nobody knows', digest.replace('sha256', 'md5')],
    ['is empty', ''],
  ])('refuses it where it %s', (_what, told) => {
    expect(whyOtherArchive(archive, told)).toContain('not the one');
  });
});
