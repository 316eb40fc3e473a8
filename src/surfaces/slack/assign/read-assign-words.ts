/** Somebody named in a command: by who they are in Slack, or in words. */
export type Named = { readonly user: string } | { readonly name: string };

export type AssignCommand =
  | { readonly kind: 'list' }
  | { readonly kind: 'team' }
  | { readonly kind: 'assign'; readonly ticket: string; readonly to: Named | null };

const MENTION = /^<@([UW][A-Z0-9]+)(?:\|[^>]*)?>$/;

/** `/assign 4312`, `/assign 4312 @nova`, `/assign 4312 to Nova Lee`, `/assign team`; nothing: those that are assigned or wait. */
export function readAssignCommand(text: string): AssignCommand {
  const [first = '', ...rest] = text.trim().split(/\s+/);
  if (/^(?:|list|queue)$/i.test(first)) return { kind: 'list' };
  if (/^team$/i.test(first) && rest.length === 0) return { kind: 'team' };
  const whom = rest.join(' ').replace(/^to\s+/i, '');
  return { kind: 'assign', ticket: first, to: whom === '' ? null : namedIn(whom) };
}

export type AwayCommand = {
  readonly isBack: boolean;
  /** null: whoever says it. */
  readonly who: Named | null;
  /** null: until they say that they are back. */
  readonly until: string | null;
  readonly note: string | null;
};

/** `/away`, `/away until monday 9:00 – at the fair`, `/away @nova 2 h`, `/away back`, `/away @nova back`. */
export function readAwayCommand(text: string): AwayCommand {
  const [, words = '', note = ''] = /^(.*?)(?:\s+[-–—]\s+(.*))?$/s.exec(text.trim()) ?? [];
  const [, mention, rest = ''] = /^(<@[^>]+>|@\S+)?\s*(.*)$/s.exec(words) ?? [];
  const until = rest.trim();
  const isBack = /^(?:back|i[’']?m back)$/i.test(until);
  return {
    isBack,
    who: mention === undefined ? null : namedIn(mention),
    until: isBack || until === '' ? null : until,
    note: note === '' ? null : note,
  };
}

/** Somebody typed `@nova` by hand where Slack made no mention of it. */
function namedIn(words: string): Named {
  const [, user] = MENTION.exec(words) ?? [];
  return user === undefined ? { name: words.replace(/^@/, '') } : { user };
}
