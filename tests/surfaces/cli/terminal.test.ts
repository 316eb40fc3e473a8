import { describe, expect, it } from 'vitest';
import { withoutControls } from '../../../src/surfaces/cli/terminal.ts';

describe('what reaches the terminal', () => {
  it('holds no title, cursor or bell of somebody else', () => {
    expect(withoutControls('\u001B]0;PWNED\u0007\u001B[2Jclear')).toBe(
      '\uFFFD]0;PWNED\uFFFD\uFFFD[2Jclear',
    );
  });

  it('is not turned round by somebody else’s directions', () => {
    expect(withoutControls('שלום \u202Egpj.exe\u202C\u2066 9')).toBe('שלום gpj.exe 9');
  });

  it('keeps lines, tabs, colours and the end of a progress line', () => {
    const own = '\r\u001B[2K\u001B[1mbold\u001B[0m\tcell\n';
    expect(withoutControls(own)).toBe(own);
  });
});
