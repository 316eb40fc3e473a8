import type { Entity } from '../file-import.ts';

/** How a column's values are read. */
export type ValueKind =
  | 'id'
  | 'text'
  | 'person'
  | 'people'
  | 'email'
  | 'emails'
  | 'list'
  | 'word'
  | 'status'
  | 'priority'
  | 'authorKind'
  | 'role'
  | 'instant'
  | 'duration'
  | 'count'
  | 'rating'
  | 'flag'
  | 'notFlag'
  | 'order';

export type Target = {
  readonly name: string;
  readonly kind: ValueKind;
  /** Header names it goes by, normalised, the best first. Its own name needs no mention. */
  readonly names: readonly string[];
};

function target(name: string, kind: ValueKind, names = ''): Target {
  return { name, kind, names: [name, ...names.split(/\s+/).filter(Boolean)] };
}

const CUSTOMER: readonly Target[] = [
  target(
    'customer_name',
    'text',
    'requester requester_name reporter contact_name customer visitor_name visitor client client_name caller caller_name contact full_name requested_by reported_by user_name end_user associated_contact customer_full_name contact_full_name ticket_requester author_name reporter_display_name visitor_nick nickname from submitter',
  ),
  target(
    'customer_first_name',
    'text',
    'first_name requester_first_name contact_first_name firstname',
  ),
  target(
    'customer_last_name',
    'text',
    'last_name requester_last_name contact_last_name lastname surname',
  ),
  target(
    'customer_email',
    'email',
    'requester_email contact_email email email_address visitor_email client_email reporter_email user_email from_email associated_contact_email customer_e_mail e_mail caller_email contact_handle',
  ),
  target(
    'customer',
    'id',
    'customer_id requester_id caller_id contact_id visitor_id client_id user_id',
  ),
  target(
    'company',
    'text',
    'company_name organization organisation organization_name organisation_name account account_name associated_company client_company customer_company requester_organization organizations',
  ),
];

const RATING: readonly Target[] = [
  target(
    'rating',
    'rating',
    'satisfaction_rating csat csat_score satisfaction_score satisfaction customer_rating conversation_rating csat_rating rating_score survey_results survey_result rate chat_rate chat_rating score stars star_rating customer_satisfaction satisfaction_rating_score customer_satisfaction_rating satisfaction_survey csat_value last_rating ticket_rating happiness_rating survey_score survey_rating conversation_rating_score csat_result feedback_rating',
  ),
  target(
    'rating_comment',
    'text',
    'rating_comments satisfaction_comment satisfaction_rating_comment csat_comment conversation_rating_remark rating_remark survey_comment rate_comment feedback customer_feedback feedback_comment customer_comment customer_remarks survey_comments feedback_text',
  ),
  target(
    'rated_at',
    'instant',
    'rating_date satisfaction_date survey_date rating_at csat_date rated_on survey_completed_at',
  ),
];

const TICKETS: readonly Target[] = [
  target(
    'source_id',
    'id',
    'ticket_id key id ticket_number number issue_key case_concept_name case_number incident_number case_id hs_object_id hs_ticket_id ticket conversation_id record_id request_id reference ticket_no ticket_ref ticket_key case incident request_number no nr issue_id sys_id unique_id unique_key conversation_number case_no incident_id call_id inc_number session_id uuid guid',
  ),
  target(
    'subject',
    'text',
    'title summary ticket_subject ticket_name short_description issue_summary name conversation_subject ticket_title headline ticket_subject_line case_subject',
  ),
  target(
    'description',
    'text',
    'content body ticket_description details ticket_body first_message initial_message message problem_description issue_description text question',
  ),
  target(
    'status',
    'status',
    'ticket_status state ident_state incident_state issue_status case_status status_name conversation_state conversation_status current_status',
  ),
  target(
    'stage',
    'text',
    'ticket_stage pipeline_stage hs_pipeline_stage current_stage stage_name concept_name activity activity_name event_name event custom_status',
  ),
  target(
    'pipeline',
    'text',
    'hs_pipeline ticket_pipeline pipeline_name queue queue_name mailbox inbox project project_name product brand project_key',
  ),
  target(
    'priority',
    'priority',
    'ticket_priority hs_ticket_priority priority_name importance urgency severity',
  ),
  target(
    'channel',
    'word',
    'contact_type ticket_channel via_channel via source_type channel_type origin case_origin ticket_source request_channel medium contact_channel created_via submission_channel conversation_channel initial_channel channel_name source open_data_channel_type',
  ),
  target(
    'category',
    'text',
    'hs_ticket_category ticket_category category_name issue_type ticket_type request_type customer_request_type type contact_reason reason topic problem_type help_topic complaint_type case_reason issue_category issuetype issuetype_name issue_type_name',
  ),
  target(
    'subcategory',
    'text',
    'sub_category category_2 ticket_subcategory secondary_category u_subcategory subcategory_name sub_type subtype',
  ),
  target(
    'agent',
    'person',
    'assignee assigned_to ticket_owner owner hubspot_owner_id agent_name assignee_name assigned_agent responder org_resource resource technician handled_by operator case_owner owner_name ticket_assignee teammate_currently_assigned assigned_to_name responder_name assigned_user assignee_email agent_email assignee_id responder_id agent_id admin_assignee_id assignee_display_name support_agent representative rep agent_assigned assigned_operator assigned_teammate teammate',
  ),
  target(
    'group',
    'person',
    'assignment_group team group_name assigned_group assigned_team assignee_group support_group team_name department team_currently_assigned hubspot_team_id hubspot_team group_id org_group ticket_group agent_group team_assigned department_name',
  ),
  ...CUSTOMER,
  target('tags', 'list', 'labels tag ticket_tags label keywords conversation_tags tag_names'),
  target(
    'created_at',
    'instant',
    'opened_at create_date createdate created created_time created_date date_created creation_date opened open_date date_opened created_on submitted_at reported_at conversation_started_at conversation_created_at ticket_created_at ticket_created_time ticket_created ticket_creation_date creation_time sys_created_on sys_created_at create_time open_time opened_on opened_date submit_date submission_date received_at received date_received requested_at reported_date started_at start_time start_date date_submitted issue_reported_at date_time_opened time_opened date_time_created timestamp date datetime',
  ),
  target(
    'first_response_at',
    'instant',
    'first_reply_at first_responded_at initial_response_time first_responded_time first_agent_reply_date first_response_date first_reply_date first_response first_admin_reply_at initial_response_at first_agent_reply_at first_reply first_responded_on first_answer_at first_contact_at responded_at responded_time agent_responded_at first_teammate_reply_at conversation_first_replied_at first_replied_at issue_responded',
  ),
  target(
    'resolved_at',
    'instant',
    'resolved_time resolved resolved_date date_resolved resolution_date resolutiondate solved_at resolved_on solved solved_date date_solved resolution_at fixed_at solved_on ticket_resolved_at ticket_solved_at resolved_timestamp completed_at completion_date finished_at ticket_resolved_time date_time_resolved',
  ),
  target(
    'closed_at',
    'instant',
    'close_date closed_date closed_time closed date_closed closed_on conversation_closed_at hs_closed_date closedate close_time ticket_closed_at last_closed_at conversation_last_closed_at ticket_closed_time date_time_closed time_closed closing_date end_date ended_at end_time',
  ),
  target(
    'updated_at',
    'instant',
    'sys_updated_at sys_updated_on last_modified_date hs_lastmodifieddate last_update_time last_updated_time last_updated updated updated_time updated_date last_modified modified_at modified modified_date modified_on update_time updated_on last_updated_at last_update ticket_updated_at modified_time last_modified_time generated_timestamp',
  ),
  target(
    'reopen_count',
    'count',
    'reopens reopened_count reopen times_reopened number_of_reopens count_reopens reopened reopenings re_open_count count_of_reopens number_of_reopen',
  ),
  ...RATING,
  target(
    'reply_count',
    'count',
    'agent_interactions agent_replies replies number_of_replies reply_number agent_responses replies_count number_of_agent_replies teammate_replies agent_reply_count',
  ),
  target(
    'message_count',
    'count',
    'messages number_of_messages total_messages messages_count comment_count comments_count thread_count number_of_threads',
  ),
  target('escalated', 'flag', 'is_escalated escalation was_escalated u_escalated'),
  target('url', 'text', 'link ticket_url permalink ticket_link web_url html_url conversation_url'),
  target(
    'first_response_duration',
    'duration',
    'first_response_time first_reply_time time_to_first_response time_to_first_reply time_to_first_agent_reply time_to_first_agent_email_reply first_response_seconds first_response_minutes first_response_hours first_response_ms first_reply_time_in_minutes first_reply_time_in_seconds first_response_time_in_hrs response_time first_response_time_seconds first_response_time_minutes first_response_time_hours initial_response_duration first_answer_time time_to_first_teammate_reply hs_time_to_first_response',
  ),
  target(
    'resolution_duration',
    'duration',
    'resolution_time time_to_resolution time_to_close full_resolution_time time_to_resolve time_to_solve resolution_seconds resolution_minutes resolution_hours resolution_ms resolution_time_seconds resolution_time_minutes resolution_time_hours handle_time_to_close full_resolution_time_in_minutes first_resolution_time resolution_time_in_hrs time_to_last_close ticket_duration hs_time_to_close',
  ),
  target(
    'event_at',
    'instant',
    'time_timestamp event_time event_timestamp complete_timestamp event_date changed_at change_date',
  ),
  target(
    'event_order',
    'order',
    'sys_mod_count mod_count event_order event_number revision version sequence sequence_number event_index',
  ),
  target(
    'event_actor',
    'person',
    'sys_updated_by updated_by changed_by modified_by last_modified_by event_actor',
  ),
];

const CHATS: readonly Target[] = [
  target(
    'source_id',
    'id',
    'chat_id id thread_id conversation_id session_id chat transcript_id ticket_id chat_transcript_id chat_number',
  ),
  target(
    'agent',
    'people',
    'operator agents operators agent_name operator_name agents_names agent_names handled_by assignee agent_nick operator_nick teammate owner first_operator last_operator operator_email agent_email agent_id operator_id',
  ),
  target('group', 'person', 'team department group_name team_name groups group_id'),
  target('pipeline', 'text', 'queue brand product website'),
  target('category', 'text', 'chat_category topic type reason'),
  target('subcategory', 'text', 'sub_category category_2'),
  target('priority', 'priority'),
  target('channel', 'word', 'source integration chat_source medium'),
  ...CUSTOMER,
  target('tags', 'list', 'labels tag chat_tags keywords'),
  target(
    'started_at',
    'instant',
    'chat_start_date chat_start chat_started_at start_date start_time started chat_start_time chat_started chat_creation_date creation_date created_at created chat_date session_start conversation_started_at start create_date date_started created_time timestamp date',
  ),
  target(
    'ended_at',
    'instant',
    'chat_end_date chat_end chat_ended_at end_date end_time ended chat_end_time chat_ended session_end closed_at chat_closed_at closed conversation_ended_at end date_ended',
  ),
  target(
    'first_response_at',
    'instant',
    'first_reply_at first_responded_at first_response first_response_date',
  ),
  target(
    'updated_at',
    'instant',
    'last_updated last_modified updated modified_at last_activity_at',
  ),
  ...RATING,
  target(
    'bot_involved',
    'flag',
    'bot chatbot is_bot with_bot has_bot bot_handled chatbot_involved bot_chat',
  ),
  target(
    'transferred',
    'flag',
    'is_transferred was_transferred transfer transfers transferred_chat transfer_count',
  ),
  target('missed', 'flag', 'is_missed was_missed missed_chat unanswered abandoned'),
  target(
    'reply_count',
    'count',
    'agent_replies replies agent_messages operator_messages agent_message_count agent_messages_count',
  ),
  target('message_count', 'count', 'messages number_of_messages total_messages messages_count'),
  target('url', 'text', 'link chat_url permalink transcript_url conversation_url'),
  target(
    'first_response_duration',
    'duration',
    'first_response_time first_reply_time time_to_first_response first_response_seconds response_time chat_first_response_time first_response_time_seconds first_response_minutes first_response_ms time_to_first_reply agent_first_response_time response_time_first',
  ),
  target(
    'duration_seconds',
    'duration',
    'duration chat_duration duration_minutes duration_ms chat_duration_in_seconds chat_duration_seconds chatting_duration session_duration chat_length length chat_time handle_time',
  ),
];

const MESSAGES: readonly Target[] = [
  target(
    'conversation_ref',
    'id',
    'conversation_id ticket_id chat_id thread_id conversation ticket chat case_id issue_key ticket_number conversation_ref parent_id request_id case_number session_id',
  ),
  target(
    'source_id',
    'id',
    'message_id id comment_id part_id event_id note_id email_id message_uuid',
  ),
  target(
    'author_kind',
    'authorKind',
    'author_type sender_type author_role sender_kind from_type user_type role direction actor_type message_direction sender_role',
  ),
  target(
    'author',
    'person',
    'sender author_name sender_name from from_name name user agent user_name actor author_email sender_email author_id sender_id',
  ),
  target(
    'sent_at',
    'instant',
    'created_at sent timestamp created_time date time created message_date sent_date sent_time posted_at message_time create_date date_time datetime timestamp_ms',
  ),
  target(
    'text',
    'text',
    'body message content message_text plain_text comment plain_body html_body message_body body_text comment_body',
  ),
  target('public', 'flag', 'is_public visible visibility public_comment'),
  target('private', 'notFlag', 'is_private internal is_internal internal_note is_internal_note'),
  target(
    'autoresponse',
    'flag',
    'auto_response is_auto is_autoresponse automatic automated auto_reply is_automated',
  ),
];

const AGENTS: readonly Target[] = [
  target('source_id', 'id', 'agent_id id user_id owner_id operator_id'),
  target(
    'name',
    'person',
    'agent_name full_name agent display_name user_name operator user real_name',
  ),
  target('first_name', 'text', 'firstname given_name'),
  target('last_name', 'text', 'lastname surname family_name'),
  target('aliases', 'list', 'alias nicknames nickname also_known_as other_names'),
  target('emails', 'emails', 'email agent_email email_address e_mail mail'),
  target('role', 'role', 'agent_role user_role type'),
  target('active', 'flag', 'is_active status enabled state'),
];

const CUSTOMERS: readonly Target[] = [
  target('source_id', 'id', 'customer_id id contact_id user_id record_id requester_id client_id'),
  target('name', 'text', 'customer_name full_name contact_name display_name customer contact'),
  target(
    'emails',
    'emails',
    'email customer_email email_address e_mail contact_email mail primary_email',
  ),
  target('first_name', 'text', 'firstname given_name'),
  target('last_name', 'text', 'lastname surname family_name'),
  target(
    'company',
    'text',
    'company_name organization organisation account organization_name associated_company account_name',
  ),
  target(
    'created_at',
    'instant',
    'created create_date created_time created_date date_created creation_date signup_date signed_up first_seen registered_at',
  ),
];

export const TARGETS: Readonly<Record<Entity, readonly Target[]>> = {
  tickets: TICKETS,
  chats: CHATS,
  messages: MESSAGES,
  agents: AGENTS,
  customers: CUSTOMERS,
};

/** The column a conversation begins with; without it rows can't be counted in any period. */
export const BEGINNING: Readonly<Partial<Record<Entity, string>>> = {
  tickets: 'created_at',
  chats: 'started_at',
  messages: 'sent_at',
};

export function findTarget(entity: Entity, name: string): Target | undefined {
  return TARGETS[entity].find((candidate) => candidate.name === name);
}
