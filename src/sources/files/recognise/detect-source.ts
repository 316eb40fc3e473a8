import { normaliseHeader } from './normalise-header.ts';

type Signs = { readonly strong: RegExp; readonly weak: RegExp };

const SIGNS: Readonly<Record<string, Signs>> = {
  zendesk: {
    strong:
      /^(?:solved_at|initially_assigned_at|ticket_form(?:_id)?|generated_timestamp|via_channel|first_reply_time_in_minutes|full_resolution_time_in_minutes|requester_wait_time.*|zendesk.*|brand_id)$/,
    weak: /^(?:requester(?:_id)?|assignee(?:_id)?|satisfaction_rating(?:_score)?|organization(?:_id)?|reopens|submitter(?:_id)?|via|satisfaction_score)$/,
  },
  hubspot: {
    strong:
      /^(?:(?:properties_)?hs_\w+|(?:properties_)?hubspot_\w+|ticket_owner|create_date|createdate|properties_createdate|time_to_close(?:_hh_mm_ss)?|time_to_first_agent_reply(?:_hh_mm_ss)?)$/,
    weak: /^(?:ticket_name|ticket_status|pipeline|close_date|closed_date|source_type|ticket_description|associated_\w+|last_modified_date|record_id)$/,
  },
  freshdesk: {
    strong:
      /^(?:initial_response_time|agent_interactions|customer_interactions|resolution_status|first_response_status|first_response_time_in_hrs|resolution_time_in_hrs|fr_due_by|responder_id|survey_results|stats_first_responded_at)$/,
    weak: /^(?:created_time|resolved_time|closed_time|last_update_time|due_by_time|requester_id)$/,
  },
  intercom: {
    strong:
      /^(?:admin_assignee_id|team_assignee_id|teammate_\w+|conversation_parts\w*|conversation_rating\w*|first_teammate_\w+|conversation_started_at\w*|intercom.*)$/,
    weak: /^(?:conversation_id|conversation_tags|conversation_state|waiting_since)$/,
  },
  livechat: {
    strong:
      /^(?:chat_start_date|chat_start_date_\w+|chat_end_date|chat_duration_in_seconds|rate_comment|livechat.*|visitor_nick|operator_1_\w+|queue_duration_in_seconds)$/,
    weak: /^(?:operator|operators|rate|visitor_\w+|chat_id|chat_duration)$/,
  },
  jira: {
    strong: /^(?:issue_key|customer_request_type|resolutiondate|fields_\w+)$/,
    weak: /^(?:issue_type|reporter|assignee|resolution|project_key|summary|resolved|satisfaction_rating|issue_id)$/,
  },
  servicenow: {
    strong:
      /^(?:sys_(?:mod_count|updated_(?:at|on|by)|created_(?:at|on|by)|id)|caller_id|cmdb_ci|assignment_group|incident_state)$/,
    weak: /^(?:number|opened_at|assigned_to|contact_type|short_description|opened_by|closed_code|made_sla|close_code)$/,
  },
};
const ENOUGH = 3;

/** The system whose export has such headers; `file` when none stands out. */
export function detectSource(headers: readonly string[]): string {
  const names = [...new Set(headers.map(normaliseHeader))];
  const scored = Object.entries(SIGNS).map(([source, { strong, weak }]) => ({
    source,
    score: names.reduce((sum, name) => sum + (strong.test(name) ? 2 : weak.test(name) ? 1 : 0), 0),
  }));
  const best = scored.toSorted((a, b) => b.score - a.score)[0];
  return best && best.score >= ENOUGH ? best.source : 'file';
}
