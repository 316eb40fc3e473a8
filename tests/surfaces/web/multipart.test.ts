import { describe, expect, it } from 'vitest';
import { boundaryOf, readFilePart } from '../../../src/surfaces/web/multipart.ts';

const HEAD =
  '--cut\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\nContent-Type: text/csv\r\n\r\n';

/** The body in pieces of `size` bytes. */
async function* pieces(body: Buffer, size: number) {
  for (let at = 0; at < body.length; at += size) yield body.subarray(at, at + size);
}

async function contentOf(body: Buffer, size: number): Promise<string> {
  const { content } = await readFilePart(pieces(body, size), 'cut');
  const chunks: Uint8Array[] = [];
  for await (const chunk of content) chunks.push(chunk);
  return Buffer.concat(chunks).toString('latin1');
}

describe('a file in a form', () => {
  it.each([1, 2, 3, 7, 64, 10_000])('comes out whole in pieces of %i bytes', async (size) => {
    const file = 'a,b\r\n1,\r\n--cu\r\n--cutter\xff\r\n\r\n--';
    const body = Buffer.from(
      `${HEAD}${file.replace('--cutter', '-cutter')}\r\n--cut--\r\n`,
      'latin1',
    );
    expect(await contentOf(body, size)).toBe(file.replace('--cutter', '-cutter'));
  });

  it('may be empty', async () => {
    expect(await contentOf(Buffer.from(`${HEAD}\r\n--cut--\r\n`), 5)).toBe('');
  });

  it('that breaks off is refused', async () => {
    await expect(contentOf(Buffer.from(`${HEAD}a,b\r\n1,2`), 5)).rejects.toThrow('broke off');
  });
});

it('tells the boundary with and without quotes', () => {
  expect(boundaryOf('multipart/form-data; boundary=cut')).toBe('cut');
  expect(boundaryOf('multipart/form-data; charset=utf-8; boundary="a b"')).toBe('a b');
  expect(boundaryOf('application/octet-stream')).toBeNull();
});
