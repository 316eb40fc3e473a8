import { Random } from './random.ts';

export type DemoCustomer = {
  readonly index: number;
  readonly name: string;
  readonly firstName: string;
  readonly email: string;
  readonly company: string | null;
  readonly account: string;
};

const FIRST_NAMES =
  'Aisha Alan Amara Ana Andre Anna Arjun Ben Bianca Carla Carlos Chen Clara Daniel Dara David Dina Elena Elif Emma Erik Esther Eva Farah Felix Fiona George Grace Hana Hannah Hugo Ibrahim Ida Ines Ingrid Isaac Ivan Jana Jens Joao Jonas Julia Kamal Karin Kenji Kofi Laila Lars Laura Lena Leo Lin Lucia Luis Maja Marco Maria Marta Mei Mila Milan Nadia Naomi Niko Noor Olga Omar Oscar Paula Pedro Petra Priya Rafael Rana Rosa Ruth Sami Sara Selma Sofia Stefan Sven Tariq Tessa Theo Tomas Uma Vera Victor Yara Yusuf Zoe'.split(
    ' ',
  );
const LAST_NAMES =
  'Abbott Adeyemi Almeida Andersen Arslan Baker Banerjee Barros Becker Berg Bianchi Blake Brandt Carver Castro Cohen Costa Cruz Dahl Demir Dias Dubois Eriksen Evans Fagan Farkas Ferrari Fischer Flores Fofana Garcia Geller Gupta Haas Hansen Harlow Hassan Hayes Herrera Holm Horvat Ito Jansen Joshi Kamara Kaya Keller Khan Kim Klein Kovac Kowal Lang Larsen Lee Lopez Lund Maier Mansour Marsh Mehta Mendes Meyer Moreau Morgan Mori Nagy Nair Nielsen Novak Nunes Oduya Okafor Olsen Ortega Osei Park Patel Pavlov Perez Petrov Pohl Popescu Quinn Rahman Ramos Reyes Ricci Rossi Roy Salem Santos Sato Schmid Sharma Silva Singh Sousa Stone Suzuki Tan Torres Toth Vargas Vega Vogel Wagner Walsh Weber Wong Yilmaz Young Zeman'.split(
    ' ',
  );
const COMPANY_STEMS =
  'Alder Amber Arbor Aspen Beacon Birch Blue Bright Cedar Clear Cobalt Copper Coral Crown Delta Ember Falcon Fern Field Flint Garnet Granite Harbor Hazel Indigo Iron Ivory Juniper Kestrel Lantern Larch Linden Lumen Maple Marble Meadow Mistral Nimbus North Oak Onyx Opal Orchard Pebble Pine Quartz Raven Ridge River Rowan Sable Saffron Silver Slate Solar Spruce Stone Summit Tidal Timber Vale Velvet Willow Winter'.split(
    ' ',
  );
const COMPANY_TAILS =
  'Analytics,Bakery,Books,Clinics,Coffee,Design,Energy,Fitness,Foods,Games,Garden,Hotels,Interiors,Labs,Legal,Logistics,Media,Motors,Outfitters,Robotics,Studio,Supply,Systems,Travel,Works'.split(
    ',',
  );

/** Conversations a customer has, on average, while the data lasts. */
const CONTACTS_EACH = 3;

export function customerCount(conversations: number): number {
  return Math.max(1, Math.ceil(conversations / CONTACTS_EACH));
}

/** Someone who is a customer by then: early customers write again and again, most others once or twice. */
export function drawCustomer(random: Random, count: number, progress: number): number {
  const sofar = count * (0.25 + 0.75 * progress);
  return Math.min(count - 1, Math.floor(sofar * random.next() ** 1.7));
}

/** The same customer for the same index, however many have been made before. */
export function customerAt(seed: number, index: number): DemoCustomer {
  const random = new Random(seed, 3, index);
  const names = FIRST_NAMES.length * LAST_NAMES.length;
  // NOTE: a step that shares no factor with the number of names visits each pair once before any comes back.
  const pair = ((index % names) * 4099) % names;
  const round = Math.floor(index / names);
  const firstName = FIRST_NAMES[Math.floor(pair / LAST_NAMES.length)] ?? 'Ana';
  const lastName = LAST_NAMES[pair % LAST_NAMES.length] ?? 'Berg';
  const company = random.chance(0.55)
    ? `${random.pick(COMPANY_STEMS)} ${random.pick(COMPANY_TAILS)}`
    : null;
  const domain = company === null ? 'mail' : company.toLowerCase().replace(' ', '-');
  const mailbox = `${firstName}.${lastName}${round === 0 ? '' : round + 1}`.toLowerCase();
  return {
    index,
    name: `${firstName} ${lastName}`,
    firstName,
    email: `${mailbox}@${domain}.example.com`,
    company,
    account: `ACC-${100_000 + index}`,
  };
}
