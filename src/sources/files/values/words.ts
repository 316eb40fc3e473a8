/** What a state is called here, for what systems call it. null: a word of the source's own, kept as it stands. */
export function readStatus(text: string, source: string): string | null {
  const word = plain(text);
  if (source === 'freshdesk' && /^\d$/.test(word)) return FRESHDESK_STATUS[word] ?? null;
  if (source === 'servicenow' && /^\d$/.test(word)) return SERVICENOW_STATUS[word] ?? null;
  if (source === 'hubspot' && /^\d$/.test(word)) return HUBSPOT_STAGE[word] ?? null;
  return STATUS_RULES.find(([pattern]) => pattern.test(word))?.[1] ?? null;
}

const FRESHDESK_STATUS: Readonly<Record<string, string>> = {
  2: 'open',
  3: 'pending',
  4: 'solved',
  5: 'closed',
};
const SERVICENOW_STATUS: Readonly<Record<string, string>> = {
  1: 'open',
  2: 'open',
  3: 'pending',
  4: 'pending',
  5: 'pending',
  6: 'solved',
  7: 'closed',
  8: 'closed',
};
const HUBSPOT_STAGE: Readonly<Record<string, string>> = {
  1: 'open',
  2: 'pending',
  3: 'open',
  4: 'closed',
};

const STATUS_RULES: readonly (readonly [RegExp, string])[] = [
  [/^(?:re ?opened|re ?open)\b/, 'open'],
  [/\bwaiting (?:on|for) (?:us|support|agent|team)\b/, 'open'],
  [/^(?:not|un) ?(?:resolved|solved|closed|assigned)\b/, 'open'],
  [
    /\b(?:closed|cancell?ed|withdrawn|archived|merged|spam|deleted|trashed?|rejected|declined|duplicate|invalid|geschlossen|abgeschlossen|storniert|cerrado|cancelado|ferme|cloture|annule|chiuso|annullato|fechado|gesloten)\b|^close$/,
    'closed',
  ],
  [
    /\b(?:resolved|solved|done|completed?|fixed|finished|fulfilled|verified|gelost|behoben|erledigt|resuelto|solucionado|resolu|risolto|resolvido|opgelost)\b|^resolve\b/,
    'solved',
  ],
  [
    /\b(?:pending|on ?hold|hold|awaiting|waiting|snoozed|paused|suspended|blocked|deferred|postponed|wartend|wartet|pausiert|ausstehend|pendiente|en espera|en attente|in attesa|sospeso|pendente)\b|^wait\b/,
    'pending',
  ],
  [
    /\b(?:new|open|opened|active|in progress|progress|assigned|work in progress|wip|to ?do|triage|backlog|escalated|investigating|in review|under review|started|submitted|unresolved|acknowledged|accepted|queued|in treatment|processing|working|neu|offen|in bearbeitung|wiedereroffnet|nuevo|abierto|en curso|nouveau|ouvert|en cours|nuovo|aperto|in corso|novo|aberto|nieuw)\b/,
    'open',
  ],
];

const PRIORITY_RULES: readonly (readonly [RegExp, string])[] = [
  [/^(?:not|no) priority$/, 'medium'],
  [
    /\b(?:urgent|critical|blocker|highest|emergency|immediate|severe|p0|p1|sev ?1|very high)\b/,
    'urgent',
  ],
  [/\b(?:high|important|major|p2|sev ?2|higher)\b/, 'high'],
  [/\b(?:normal|medium|moderate|standard|average|default|mid|p3|sev ?3)\b/, 'medium'],
  [/\b(?:low|lowest|minor|trivial|planning|p4|p5|sev ?4|sev ?5|very low|lower)\b/, 'low'],
];
const URGENT_FIRST: Readonly<Record<string, string>> = {
  1: 'urgent',
  2: 'high',
  3: 'medium',
  4: 'low',
  5: 'low',
};
const URGENT_LAST: Readonly<Record<string, string>> = {
  1: 'low',
  2: 'medium',
  3: 'high',
  4: 'urgent',
};

/** low, medium, high or urgent; null for a word of the source's own. "3 - Moderate" goes by the word, a bare number by the scale. */
export function readPriority(text: string, source: string): string | null {
  const word = plain(text);
  const number = /^(?:p|s|sev|prio|priority|severity)? ?([1-5])$/.exec(word)?.[1];
  if (number) return (source === 'freshdesk' ? URGENT_LAST : URGENT_FIRST)[number] ?? null;
  return PRIORITY_RULES.find(([pattern]) => pattern.test(word))?.[1] ?? null;
}

const AUTHOR_RULES: readonly (readonly [RegExp, string])[] = [
  [/\b(?:system|event|automation|trigger|workflow|notification|rule)\b/, 'system'],
  [/\b(?:bot|chatbot|robot|ai|assistant|fin|operator bot|virtual)\b/, 'bot'],
  [
    /\b(?:customer|user|end ?user|visitor|client|contact|lead|requester|incoming|inbound|consumer|guest|buyer|caller|received|reporter)\b/,
    'customer',
  ],
  [
    /\b(?:agent|admin|operator|staff|teammate|support|employee|outgoing|outbound|team|representative|rep|manager|owner|sent)\b/,
    'agent',
  ],
];

/** Who wrote a message; null when the word says nothing. */
export function readAuthorKind(text: string): string | null {
  const word = plain(text);
  return AUTHOR_RULES.find(([pattern]) => pattern.test(word))?.[1] ?? null;
}

/** An agent's role; what isn't a manager or bot is an agent. */
export function readRole(text: string): string {
  const word = plain(text);
  if (
    /\b(?:manager|lead|head|supervisor|director|admin|administrator|owner|viceowner)\b/.test(word)
  )
    return 'manager';
  return /\b(?:bot|chatbot|automation|system)\b/.test(word) ? 'bot' : 'agent';
}

function plain(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[_\-/()[\].]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}
