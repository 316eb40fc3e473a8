import { describe, expect, it } from 'vitest';
import { asSelf } from '../../../src/ask/read/first-person.ts';

describe('what is said of oneself', () => {
  it.each([
    ['my tickets', "Nova's tickets"],
    ['My CSAT last month', "Nova's CSAT last month"],
    ['how am I doing', 'how is Nova doing'],
    ['How did I do last week?', 'How did Nova do last week?'],
    ['me vs the team', 'Nova vs the team'],
    ['show me my open tickets', "show me Nova's open tickets"],
    ['can you get my csat for me', "can you get Nova's csat for me"],
    ['I’d like my csat', "I'd like Nova's csat"],
    ['what have I closed today', 'what has Nova closed today'],
    ['tickets I resolved this week', 'tickets Nova resolved this week'],
    ['how do I compare to the team', 'how does Nova compare to the team'],
    ['tickets assigned to me', 'tickets assigned to Nova'],
    ['only mine', 'only Nova'],
  ])('“%s” is “%s”', (question, meant) => {
    expect(asSelf(question, 'Nova')).toBe(meant);
  });

  it.each([
    ['show me tickets by week'],
    ['what can I ask?'],
    ['I want tickets by week'],
    ['my team’s csat'],
    ['my manager asks for the csat'],
    ['tickets by week for my Monday morning sync'],
    ['can you get the csat for me'],
    ['tickets by agent'],
    ['let me know the backlog'],
    ['am I right that chats went up?'],
    ['how do I filter by pipeline?'],
  ])('“%s” says nothing of it', (question) => {
    expect(asSelf(question, 'Nova')).toBeNull();
  });
});
