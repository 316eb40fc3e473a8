import { describe, expect, it } from 'vitest';
import { openImportTable } from '../import-table.ts';

type Mapping = Readonly<Record<string, string | null>>;

async function mappingOf(header: string, row: string, fileName = 'export.csv') {
  await using table = await openImportTable();
  const preview = await table.preview(fileName, `${header}\n${row}\n`);
  const mapping: Mapping = Object.fromEntries(
    preview.columns.map((column) => [column.header, column.column]),
  );
  return { entity: preview.entity, source: preview.source, mapping };
}

describe('an export of', () => {
  it('Zendesk is recognised', async () => {
    const { entity, source, mapping } = await mappingOf(
      'ID,Subject,Requester,Requester email,Assignee,Group,Status,Priority,Type,Via,Created at,Updated at,Solved at,Satisfaction Score,Tags,First reply time in minutes,Reopens,Organization',
      '1,Late,Ida,ida@example.com,Nova,Tier 1,Solved,High,Question,Mail,2026-03-13 10:00,2026-03-13 11:00,2026-03-13 12:00,Good,"a b",31,0,ACME',
    );
    expect([entity, source]).toEqual(['tickets', 'zendesk']);
    expect(mapping).toMatchObject({
      ID: 'source_id',
      Subject: 'subject',
      Requester: 'customer_name',
      'Requester email': 'customer_email',
      Assignee: 'agent',
      Group: 'group',
      Status: 'status',
      Priority: 'priority',
      Type: 'category',
      Via: 'channel',
      'Created at': 'created_at',
      'Updated at': 'updated_at',
      'Solved at': 'resolved_at',
      'Satisfaction Score': 'rating',
      Tags: 'tags',
      'First reply time in minutes': 'first_response_at',
      Reopens: 'reopen_count',
      Organization: 'company',
    });
  });

  it('HubSpot is recognised', async () => {
    const { entity, source, mapping } = await mappingOf(
      'Ticket ID,Ticket name,Ticket description,Pipeline,Ticket status,Priority,Category,Source,Ticket owner,Create date,Close date,Last modified date,Time to close (HH:mm:ss),Time to first agent email reply (HH:mm:ss),Associated Contact,Associated Company',
      '9,Late,text,Support,Waiting on contact,HIGH,Billing,Email,Nova Star,2026-03-13 10:00,2026-03-14 10:00,2026-03-14 10:00,24:00:00,01:00:00,Ida,ACME',
    );
    expect([entity, source]).toEqual(['tickets', 'hubspot']);
    expect(mapping).toMatchObject({
      'Ticket ID': 'source_id',
      'Ticket name': 'subject',
      'Ticket description': 'description',
      Pipeline: 'pipeline',
      'Ticket status': 'status',
      Source: 'channel',
      'Ticket owner': 'agent',
      'Create date': 'created_at',
      'Close date': 'closed_at',
      'Last modified date': 'updated_at',
      'Time to close (HH:mm:ss)': 'resolved_at',
      'Time to first agent email reply (HH:mm:ss)': 'first_response_at',
      'Associated Contact': 'customer_name',
      'Associated Company': 'company',
    });
  });

  it('Freshdesk is recognised', async () => {
    const { entity, source, mapping } = await mappingOf(
      'Ticket ID,Subject,Status,Priority,Source,Type,Agent,Group,Created time,Due by Time,Resolved time,Closed time,Last update time,Initial response time,Agent interactions,Customer interactions,Resolution status,First response status,Tags,Survey results,Full name,Email,Company Name,First response time (in hrs),Resolution time (in hrs)',
      '5,Late,Closed,Urgent,Portal,Question,Nova,Tier 1,2026-03-13 10:00:00,2026-03-15 10:00:00,2026-03-14 10:00:00,2026-03-14 12:00:00,2026-03-14 12:00:00,2026-03-13 11:00:00,2,3,Within SLA,Within SLA,"a,b",Extremely Happy,Ida Holm,ida@example.com,ACME,1:00:00,24:00:00',
    );
    expect([entity, source]).toEqual(['tickets', 'freshdesk']);
    expect(mapping).toMatchObject({
      'Created time': 'created_at',
      'Resolved time': 'resolved_at',
      'Closed time': 'closed_at',
      'Last update time': 'updated_at',
      'Initial response time': 'first_response_at',
      'Agent interactions': 'reply_count',
      'Customer interactions': 'x_customer_interactions',
      'Survey results': 'rating',
      'Full name': 'customer_name',
      Email: 'customer_email',
      'Company Name': 'company',
      Source: 'channel',
      Type: 'category',
      'Due by Time': 'x_due_by_time',
    });
  });

  it('Intercom is recognised', async () => {
    const { entity, source, mapping } = await mappingOf(
      'Conversation ID,Conversation started at,Conversation state,Teammate currently assigned,Team currently assigned,Conversation rating,Conversation rating remark,Conversation tags,User name,User email,Channel,Time to first response (seconds),Time to close (seconds)',
      '77,2026-03-13 10:00:00,closed,Nova,Tier 1,5,thanks,"a,b",Ida,ida@example.com,Chat,60,3600',
    );
    expect([entity, source]).toEqual(['tickets', 'intercom']);
    expect(mapping).toMatchObject({
      'Conversation ID': 'source_id',
      'Conversation started at': 'created_at',
      'Conversation state': 'status',
      'Teammate currently assigned': 'agent',
      'Team currently assigned': 'group',
      'Conversation rating': 'rating',
      'Conversation rating remark': 'rating_comment',
      'Conversation tags': 'tags',
      'User name': 'customer_name',
      'User email': 'customer_email',
      'Time to first response (seconds)': 'first_response_at',
      'Time to close (seconds)': 'resolved_at',
    });
  });

  it('LiveChat is recognised', async () => {
    const { entity, source, mapping } = await mappingOf(
      'chat_id,chat_start_date,chat_end_date,operator,visitor_name,visitor_email,rate,group,tags,chat_duration_in_seconds,first_response_time',
      'P1,03/13/2026 03:04:05 pm,03/13/2026 03:14:05 pm,"Nova, Girly",Ida,ida@example.com,good,Support,"a,b",600,12',
    );
    expect([entity, source]).toEqual(['chats', 'livechat']);
    expect(mapping).toEqual({
      chat_id: 'source_id',
      chat_start_date: 'started_at',
      chat_end_date: 'ended_at',
      operator: 'agent',
      visitor_name: 'customer_name',
      visitor_email: 'customer_email',
      rate: 'rating',
      group: 'group',
      tags: 'tags',
      chat_duration_in_seconds: 'duration_seconds',
      first_response_time: 'first_response_at',
    });
  });

  it('Jira Service Management is recognised', async () => {
    const { entity, source, mapping } = await mappingOf(
      'Summary,Issue key,Issue id,Issue Type,Status,Project key,Priority,Resolution,Assignee,Reporter,Created,Updated,Resolved,Labels,Labels,Satisfaction rating',
      'Late,SUP-1,10001,Incident,Done,SUP,High,Done,Nova,Ida,13/Mar/26 3:04 PM,14/Mar/26 3:04 PM,14/Mar/26 4:04 PM,a,b,4',
    );
    expect([entity, source]).toEqual(['tickets', 'jira']);
    expect(mapping).toMatchObject({
      Summary: 'subject',
      'Issue key': 'source_id',
      'Issue Type': 'category',
      Status: 'status',
      'Project key': 'pipeline',
      Assignee: 'agent',
      Reporter: 'customer_name',
      Created: 'created_at',
      Updated: 'updated_at',
      Resolved: 'resolved_at',
      Labels: 'tags',
      'Satisfaction rating': 'rating',
      'Issue id': 'x_issue_id',
    });
  });

  it('ServiceNow is recognised', async () => {
    const { entity, source, mapping } = await mappingOf(
      'number,opened_at,short_description,caller_id,priority,state,category,assignment_group,assigned_to,sys_updated_on,sys_updated_by,contact_type,resolved_at,closed_at,sys_id',
      'INC001,2026-03-13 10:00:00,Late,Ida Holm,3 - Moderate,In Progress,Hardware,Desk,Nova,2026-03-13 11:00:00,admin,Phone,,,abc',
    );
    expect([entity, source]).toEqual(['tickets', 'servicenow']);
    expect(mapping).toMatchObject({
      number: 'source_id',
      opened_at: 'created_at',
      short_description: 'subject',
      caller_id: 'customer',
      priority: 'priority',
      state: 'status',
      assignment_group: 'group',
      assigned_to: 'agent',
      sys_updated_on: 'updated_at',
      contact_type: 'channel',
      sys_id: 'x_sys_id',
      sys_updated_by: 'x_sys_updated_by',
    });
  });

  it('a process-mining tool (XES) is recognised', async () => {
    const { entity, mapping } = await mappingOf(
      'case:concept:name,concept:name,time:timestamp,org:resource',
      'Case1,Assign,2026-03-13 10:00:00+00:00,Value 1\nCase1,Resolve ticket,2026-03-13 11:00:00+00:00,Value 1',
    );
    expect(entity).toBe('tickets');
    expect(mapping).toEqual({
      'case:concept:name': 'source_id',
      'concept:name': 'stage',
      'time:timestamp': 'updated_at',
      'org:resource': 'agent',
    });
  });
});

describe('the other entities', () => {
  it('are told from tickets by their columns', async () => {
    expect(
      (
        await mappingOf(
          'chat_id,started_at,ended_at,agent,customer_email,customer_name,group,bot_involved,transferred,missed,first_response_at,rating,tags',
          '1,2026-03-13 10:00:00,2026-03-13 10:05:00,Nova,ida@example.com,Ida,Support,true,false,no,2026-03-13 10:01:00,5,a',
        )
      ).entity,
    ).toBe('chats');
    expect(
      (
        await mappingOf(
          'conversation_id,message_id,author_kind,author,sent_at,text,public',
          '1,m1,customer,Ida,2026-03-13 10:00:00,Hello,true',
        )
      ).entity,
    ).toBe('messages');
    expect(
      (
        await mappingOf(
          'name,email,role,aliases,active',
          'Nova,nova@example.com,agent,"N, Novi",yes',
        )
      ).entity,
    ).toBe('agents');
    expect(
      (await mappingOf('name,email,company,phone', 'Ida,ida@example.com,ACME,004512')).entity,
    ).toBe('customers');
  });

  it('are taken as the user says', async () => {
    await using table = await openImportTable();
    expect(
      (await table.preview('x.csv', 'name,email\nIda,ida@example.com\n', { as: 'agents' })).entity,
    ).toBe('agents');
  });
});

describe('a column without a known name', () => {
  it('is recognised by what is in it', async () => {
    const rows = Array.from(
      { length: 12 },
      (_, n) =>
        `C-${n},${n % 2 ? 'open' : 'closed'},${n % 3 ? 'low' : 'urgent'},a${n}@example.com,2026-03-${n + 10} 10:00`,
    );
    const { mapping } = await mappingOf(
      'Case code,Zustand,Dringlichkeit,Wer,Wann',
      rows.join('\n'),
    );
    expect(mapping).toEqual({
      'Case code': 'source_id',
      Zustand: 'status',
      Dringlichkeit: 'priority',
      Wer: 'customer_email',
      Wann: 'created_at',
    });
  });
});
