import { describe, expect, it } from 'vitest';
import { withoutManners } from '../../../src/assist/classify/manners.ts';

describe('sentences without manners', () => {
  it('lose wishes and greetings that sound like feelings', () => {
    const [sentence = ''] = withoutManners(['It would be great if you could refund me']);
    expect(sentence).not.toContain('great');
    expect(sentence).toContain('refund me');
  });

  it('lose closings with a name, but nothing that says more', () => {
    expect(withoutManners(['It is broken', 'Thanks', 'Cheers, Anna K.'])).toEqual(['It is broken']);
    expect(withoutManners(['It is broken', 'Thanks for nothing'])).toHaveLength(2);
    expect(withoutManners(['It is broken', 'Thanks it works now'])).toHaveLength(2);
  });

  it('keep thanks where nothing else is said', () => {
    expect(withoutManners(['Thank you!'])).toEqual(['Thank you!']);
  });
});
