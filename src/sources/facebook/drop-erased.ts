import type { Writer } from '../../store/database.ts';
import {
  addressesIn,
  blankIn,
  erasedKey,
  findErased,
  isAnybodyErased,
} from '../../store/erased.ts';

/** Takes what belongs to people who were erased out of `page_messages` and `page_rows`, and their addresses out of other people's texts. */
export async function dropErased(writer: Writer): Promise<void> {
  if (!(await isAnybodyErased(writer))) return;
  const { rows } = await writer.rows(
    'SELECT conversation_ref, any_value(customer_id) FROM page_messages GROUP BY conversation_ref',
  );
  const chats = rows.map(([ref, customer]) => ({
    ref: String(ref),
    keys: [
      erasedKey.conversation('chat', 'facebook', String(ref)),
      erasedKey.customer('facebook', String(customer ?? '')),
    ],
  }));
  const erased = await findErased(
    writer,
    chats.flatMap(({ keys }) => keys),
  );
  const refs = chats
    .filter(({ keys }) => keys.some((key) => erased.has(key)))
    .map(({ ref }) => ref);
  if (refs.length > 0) {
    await writer.run(`DELETE FROM page_messages WHERE list_contains($refs, conversation_ref);`, {
      refs,
    });
    await writer.run(
      `DELETE FROM page_rows WHERE kind = 'invalid' AND (
         chat IN (SELECT chat FROM page_rows WHERE kind = 'chat' AND list_contains($refs, chat_ref))
         OR len(list_filter($refs, lambda ref: contains(raw, ref))) > 0)`,
      { refs },
    );
  }
  await blankAddresses(writer, 'page_messages', 'text');
  await blankAddresses(writer, 'page_rows', 'raw');
}

async function blankAddresses(writer: Writer, table: string, column: string): Promise<void> {
  const { rows } = await writer.rows(
    `SELECT DISTINCT ${column} FROM ${table} WHERE contains(${column}, '@')`,
  );
  const texts = rows.map(([text]) => String(text));
  const erased = await findErased(writer, texts.flatMap(addressesIn).map(erasedKey.email));
  if (erased.size === 0) return;
  const isErased = (address: string) => erased.has(erasedKey.email(address));
  for (const text of texts) {
    const blank = blankIn(text, isErased);
    if (blank === text) continue;
    await writer.run(`UPDATE ${table} SET ${column} = $blank WHERE ${column} = $text`, {
      blank,
      text,
    });
  }
}
