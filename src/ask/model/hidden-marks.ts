/** Without the marks nobody sees, which take words apart or turn them round; letters and their accents in one. */
export function withoutHiddenMarks(question: string): string {
  return question.normalize('NFKC').replaceAll(/\p{Cf}/gu, '');
}
