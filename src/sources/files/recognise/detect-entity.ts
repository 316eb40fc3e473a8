import type { Entity } from '../file-import.ts';
import { headerNames } from './normalise-header.ts';

/** What a header says about the rows: weights 3 (they can hardly be anything else) to 1. */
const SIGNS: Readonly<Record<Entity, readonly (readonly [number, RegExp])[]>> = {
  tickets: [
    [
      3,
      /^(?:ticket_id|issue_key|case_concept_name|case_number|incident_number|hs_\w+|sys_mod_count|ticket_number|ticket_name|case_id)$/,
    ],
    [
      2,
      /^(?:subject|opened_at|resolved_at|solved_at|resolved_time|resolved|reopen_count|assignee|assigned_to|assignment_group|ticket_owner|conversation_started_at|short_description)$/,
    ],
    [
      1,
      /^(?:status|ticket_status|priority|created_at|closed_at|created_time|create_date|requester|pipeline|category|title|summary|description|state|tags|issue_type|updated_at|channel|channel_name|csat_score|issue_\w+|complaint_type|first_response_time|resolution_time)$/,
    ],
  ],
  chats: [
    [
      3,
      /^(?:chat_id|chat_start_date|chat_end_date|chat_started_at|chat_duration|chat_duration_in_seconds)$/,
    ],
    [
      2,
      /^(?:started_at|ended_at|operators?|visitor_\w+|visitor|bot_involved|missed|chat_rate|session_id)$/,
    ],
    [
      1,
      /^(?:transferred|start_date|end_date|start_time|end_time|duration|duration_seconds|rate|agents|thread_id)$/,
    ],
  ],
  messages: [
    [3, /^(?:message_id|author_kind|author_type|sent_at|sender_type|comment_id|message_text)$/],
    [
      2,
      /^(?:conversation_id|text|body|sender|author|message|sender_name|author_name|plain_body|is_public|is_internal)$/,
    ],
    [1, /^(?:public|private|content|direction|role|ticket_id|chat_id|from|comment)$/],
  ],
  agents: [
    [3, /^(?:agent_id|aliases|nicknames)$/],
    [2, /^(?:role|active|is_active|alias|agent_name|agent_email)$/],
    [1, /^(?:name|email|emails|full_name|team|group|first_name|last_name)$/],
  ],
  customers: [
    [3, /^(?:lifecycle_stage|customer_since)$/],
    [2, /^(?:customer_id|contact_id|phone|phone_number|customer_name|address|country)$/],
    [
      1,
      /^(?:name|email|emails|full_name|company|organization|first_name|last_name|customer_email|created_at|plan)$/,
    ],
  ],
};
const FILE_NAMES: Readonly<Record<Entity, RegExp>> = {
  tickets: /ticket|incident|issue|case|helpdesk/i,
  chats: /chat/i,
  messages: /message|comment|transcript|repl(?:y|ies)/i,
  agents: /agent|operator|staff|teammate/i,
  customers: /customer|contact|client/i,
};
const ENTITIES = Object.keys(SIGNS) as readonly Entity[]; // the record's keys are the type's members

/** What the rows are, by their headers and, when those leave it open, the file's name. */
export function detectEntity(headers: readonly string[], fileName: string): Entity {
  const names = headers.map(headerNames);
  const scored = ENTITIES.map((entity) => ({
    entity,
    score:
      scoreOf(entity, names) +
      (scoreOf(entity, names) > 0 && FILE_NAMES[entity].test(fileName) ? 1.5 : 0),
  }));
  const best = scored.reduce((a, b) => (b.score > a.score ? b : a));
  return best.score > 0 ? best.entity : 'tickets';
}

/** A message belongs to a conversation; texts that don't are no messages. */
const CONVERSATION =
  /^(?:conversation|ticket|chat|thread|issue|case|session|request|parent)(?:_id|_key|_number|_ref)?$/;

/** Facts of a conversation; who or what else they name is an attribute of it. */
const OF_CONVERSATIONS =
  /^(?:csat\w*|\w*rating|survey_\w+|issue_\w+|first_re\w+|resolution_\w+|resolved\w*|priority|subject|channel(?:_name)?|order_id|topic|sub_?category)$/;

function scoreOf(entity: Entity, names: readonly (readonly string[])[]): number {
  const isPerson = entity === 'agents' || entity === 'customers';
  if (isPerson && names.flat().filter((name) => OF_CONVERSATIONS.test(name)).length > 1) return 0;
  if (entity === 'messages' && !names.flat().some((name) => CONVERSATION.test(name))) return 0;
  return SIGNS[entity].reduce(
    (sum, [weight, pattern]) =>
      sum +
      weight * names.filter((forms) => forms.slice(0, 2).some((name) => pattern.test(name))).length,
    0,
  );
}
