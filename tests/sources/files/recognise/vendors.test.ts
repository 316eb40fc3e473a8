import { describe, expect, it } from 'vitest';
import { openImportTable } from '../import-table.ts';

/** Loads one row under the header and gives the asked-for columns of what it became. */
async function loaded(header: string, row: string, columns: string, fileName = 'export.csv') {
  await using table = await openImportTable();
  const content = `${header}\n${row}\n`;
  const { entity, source } = await table.load(fileName, content);
  const again = await table.load(fileName, content);
  expect(again).toMatchObject({ inserted: 0, updated: 0, unchanged: 1 });
  const rows = await table.rows(`SELECT ${columns} FROM ${entity}`);
  return { entity, source, row: rows[0] };
}

describe('an export', () => {
  it('of a Zendesk view has tags with spaces between them', async () => {
    const { source, row } = await loaded(
      'Id,Requester,Assignee,Subject,Tags,Status,Created at,Solved at,First reply time in minutes',
      '7,Ida,Nova,Late,billing refund vip,Solved,2026-03-05 14:23,2026-03-06 08:53,12',
      'tags, first_response_at',
    );
    expect(source).toBe('zendesk');
    expect(row).toEqual([['billing', 'refund', 'vip'], '2026-03-05T14:35:00.000Z']);
  });

  it('of Jira spreads labels over columns of one name', async () => {
    const { row } = await loaded(
      'Summary,Issue key,Status,Created,Labels,Labels,Labels,Watchers,Watchers',
      'VPN,HELP-1,Done,05/Mar/26 2:23 PM,vpn,network,,a,b',
      'tags',
    );
    expect(row).toEqual([['vpn', 'network']]);
  });

  it('of LiveChat names a zone in its headers and numbers its tags and operators', async () => {
    const { entity, source, row } = await loaded(
      'chat id,chat start date Europe/Warsaw,chat duration in seconds,visitor nick,visitor email,operator 1 nick,operator 2 nick,rate,tag 1,tag 2',
      'PJ0,2026-07-05 10:00:00,600,Ida,ida@example.com,Nova,Orion,good,refund,vip',
      'started_at, agent, agents, tags, customer_name, rating',
    );
    expect([entity, source]).toEqual(['chats', 'livechat']);
    expect(row).toEqual([
      '2026-07-05T08:00:00.000Z',
      'Nova',
      ['Nova', 'Orion'],
      ['refund', 'vip'],
      'Ida',
      5,
    ]);
  });

  it('of Intercom names a zone in brackets, which goes before --zone', async () => {
    const { row } = await loaded(
      'Conversation ID,Conversation started at (America/New_York),Current conversation state,Time to first response (seconds)',
      '2154,2026-03-05 09:00:00,closed,90',
      'created_at, first_response_at',
    );
    expect(row).toEqual(['2026-03-05T14:00:00.000Z', '2026-03-05T14:01:30.000Z']);
  });

  it('of Zoho Desk has its own words for nothing, changes and happiness', async () => {
    const { row } = await loaded(
      'Ticket Id,Subject,Status (Ticket),Ticket Owner,Created Time (Ticket),Modified Time (Ticket),Category (Ticket),Number of Reopen,Happiness Rating',
      '5001,Hi,On Hold,Unassigned,15 Mar 2026 12:01 AM,16 Mar 2026 02:23 PM,-None-,1,Okay',
      'status, agent, created_at, updated_at, category, reopen_count, rating',
    );
    expect(row).toEqual([
      'pending',
      null,
      '2026-03-15T00:01:00.000Z',
      '2026-03-16T14:23:00.000Z',
      null,
      1,
      3,
    ]);
  });

  it('of Help Scout calls nobody "Anyone" and a bad rating "Not Good"', async () => {
    const { row } = await loaded(
      'Conversation Number,Conversation URL,Subject,Status,Customer Name,Assigned To,Created At,Rating,Rating Comments',
      '772,https://example.com/2,S2,Active,Ida,Anyone,2026-03-05 10:00,Not Good,slow',
      'source_id, url, agent, rating, rating_comment',
    );
    expect(row).toEqual(['772', 'https://example.com/2', null, 1, 'slow']);
  });

  it('of Freshdesk calls no group "No Group" and quotes its tags', async () => {
    const { row } = await loaded(
      'Ticket ID,Status,Agent,Group,Created time,Tags,Initial response time,Customer interactions',
      '901,Open,No Agent,No Group,2026-03-05 09:00:00,"""a"",""b""",,1',
      'agent, "group", tags',
    );
    expect(row).toEqual([null, null, ['a', 'b']]);
  });

  it('of a shop that lists agents, ratings and channels is one of tickets', async () => {
    const { entity, row } = await loaded(
      'Unique id,channel_name,category,Sub-category,Customer Remarks,Issue_reported at,issue_responded,Agent_name,Supervisor,CSAT Score',
      '7e9a,Outcall,Returns,Pickup,fine,01/13/2026 11:13,01/13/2026 11:47,Nova,Mo,5',
      'source_id, subcategory, created_at, first_response_at, agent, rating, rating_comment, x_supervisor',
    );
    expect(entity).toBe('tickets');
    expect(row).toEqual([
      '7e9a',
      'Pickup',
      '2026-01-13T11:13:00.000Z',
      '2026-01-13T11:47:00.000Z',
      'Nova',
      5,
      'fine',
      'Mo',
    ]);
  });

  it('of messages may say in every header that it is about messages', async () => {
    const { entity, row } = await loaded(
      'message_id,message_body,message_created_at,message_author_type,message_author_name,conversation_id',
      '9,hello,2017-11-14 21:45:08,lead,Ida,55',
      'conversation_ref, author_kind, author, sent_at, text',
    );
    expect(entity).toBe('messages');
    expect(row).toEqual(['55', 'customer', 'Ida', '2017-11-14T21:45:08.000Z', 'hello']);
  });

  it('may split customers’ names and leave the units of durations to their headers', async () => {
    const { row } = await loaded(
      'Ticket #,Requester First Name,Requester Last Name,Opened On,State,first_response_time_ms',
      '1,Ida,Holm,2026-03-05,Open,5400000',
      'customer_name, customer, first_response_at',
    );
    expect(row).toEqual(['Ida Holm', 'Ida Holm', '2026-03-05T01:30:00.000Z']);
  });
});

describe('a nested record', () => {
  it('is not taken for the record it is in', async () => {
    await using table = await openImportTable();
    const record = {
      id: '147',
      created_at: 1772720580,
      status: 'open',
      author: { name: 'Ida', email: 'ida@example.com' },
      tags: { tags: [{ id: '1', name: 'billing' }] },
    };
    await table.load('tickets.json', JSON.stringify({ conversations: [record] }));
    expect(
      await table.rows('SELECT subject, customer_name, customer_email, tags FROM tickets'),
    ).toEqual([[null, 'Ida', 'ida@example.com', ['billing']]]);
  });
});

describe('a time of creation only its values speak for', () => {
  it('is taken with a word of warning', async () => {
    await using table = await openImportTable();
    const content = 'Ticket ID,Date of Purchase,Ticket Status\n1,2021-03-22,Open\n';
    const preview = await table.preview('t.csv', content);
    expect(preview.warnings.join()).toMatch(/"Date of Purchase" was taken for it/);
  });
});
