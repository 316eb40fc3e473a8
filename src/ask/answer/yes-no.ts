const ASKS = /^\W*(?:so |and |hey |hi |ok )*(?:are|is|do|does|did|have|has|was|were)\b/i;
const DENIED = /\bnot\b|n['’]t\b/i;
const RISING =
  /\b(?:busier|more|up|ris(?:e|en|ing)|increas\w+|grow\w*|climb\w*|higher|slower|longer)\b/i;
const FALLING =
  /\b(?:fewer|less|down|fall\w*|drop\w*|decreas\w+|declin\w+|lower|faster|shorter|quieter)\b/i;
const BETTER = /\b(?:better|improv\w+|beat\w*|outperform\w*)\b/i;
const WORSE = /\b(?:worse\w*|declin\w+)\b/i;

type Change = {
  readonly direction: 'up' | 'down';
  /** Which way is better for the metric. */
  readonly good: 'up' | 'down' | 'neutral';
};

/** "Yes: " or "No: " when the question asks whether something went up or down, or got better; nothing when it asks otherwise. */
export function answerToChange(
  question: string | undefined,
  { direction, good }: Change,
): 'Yes: ' | 'No: ' | '' {
  if (!question || !ASKS.test(question) || DENIED.test(question)) return '';
  const asked = [
    RISING.test(question) ? 'up' : null,
    FALLING.test(question) ? 'down' : null,
    good !== 'neutral' && BETTER.test(question) ? good : null,
    good !== 'neutral' && WORSE.test(question) ? opposite(good) : null,
  ].filter((one) => one !== null);
  const [one] = asked;
  if (!one || asked.some((other) => other !== one)) return '';
  return one === direction ? 'Yes: ' : 'No: ';
}

const opposite = (direction: 'up' | 'down'): 'up' | 'down' => (direction === 'up' ? 'down' : 'up');
