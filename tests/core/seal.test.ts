import { describe, expect, it } from 'vitest';
import { createSeal } from '../../src/core/seal.ts';

const seal = createSeal('a secret of sixteen');
const TEXT = 'xoxb-token with Ärger 🙂';

describe('a sealed text', () => {
  it('opens where it was sealed for, with the same secret', () => {
    const sealed = seal.seal(TEXT, 'team:T1');
    expect(seal.open(sealed, 'team:T1')).toBe(TEXT);
    expect(createSeal('a secret of sixteen').open(sealed, 'team:T1')).toBe(TEXT);
    expect(seal.open(seal.seal('', 'a'), 'a')).toBe('');
  });

  it('opens nowhere else, and with no other secret', () => {
    const sealed = seal.seal(TEXT, 'team:T1');
    expect(seal.open(sealed, 'team:T2')).toBeNull();
    expect(createSeal('another secret here').open(sealed, 'team:T1')).toBeNull();
  });

  it('doesn’t open with one bit of it changed, nor cut short', () => {
    const sealed = Buffer.from(seal.seal(TEXT, 'a'), 'base64');
    for (let at = 0; at < sealed.length; at++) {
      const changed = Buffer.from(sealed);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(seal.open(changed.toString('base64'), 'a')).toBeNull();
      expect(seal.open(sealed.subarray(0, at).toString('base64'), 'a')).toBeNull();
    }
  });

  it('is never the same twice, and shows nothing of the text', () => {
    const [one, two] = [seal.seal(TEXT, 'a'), seal.seal(TEXT, 'a')];
    expect(one).not.toBe(two);
    expect(Buffer.from(one, 'base64').toString('latin1')).not.toContain('xoxb');
  });
});
