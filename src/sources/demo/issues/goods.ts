import type { Issue } from './issue.ts';

export const SHIPPING: readonly Issue[] = [
  {
    category: 'Delivery',
    subcategory: 'Late parcel',
    weight: 5,
    topics: ['delivery', 'late parcel'],
    subjects: [
      'Where is my order {order}?',
      'Parcel from {carrier} still not here',
      'Delivery of {product} is late',
      'No tracking update since {date}',
    ],
    openings: [
      'My parcel should have arrived on {date} and there is no sign of it.',
      'The tracking page has not moved for days.',
      '{carrier} says it was handed over, but nobody here received anything.',
      'I ordered with express delivery and it is already late.',
    ],
    details: [
      'Order {order}, {product}, shipped with {carrier} to {city}.',
      'The tracking link for order {order} says "label created" and nothing else.',
      'It is {product} from order {order}, paid {amount} with express shipping.',
    ],
    asks: [
      'Can you find out where it is?',
      'Will it be here before the weekend?',
      'If it is lost, please send another one.',
    ],
    steps: [
      'I have opened an inquiry with {carrier}; they answer within one working day.',
      '{carrier} scanned it in {city} last night. I am asking them for a delivery date.',
      'Could you check with your neighbours while I talk to {carrier}?',
    ],
    fixes: [
      '{carrier} found the parcel and delivers it tomorrow. I refunded the express fee.',
      'The parcel counts as lost. A replacement left our warehouse today.',
      'It was delivered this morning; the tracking page shows the signature.',
    ],
  },
  {
    category: 'Delivery',
    subcategory: 'Address',
    weight: 2,
    topics: ['delivery', 'address'],
    subjects: [
      'Wrong delivery address',
      'Redirect my parcel to {city}',
      'Customs form needed for {city}',
    ],
    openings: [
      'The parcel is on its way to an address where I no longer live.',
      'Our office moved to {city} and the order went to the old one.',
      'Customs is holding the shipment and asks for papers.',
    ],
    details: [
      'Order {order} with {carrier}; it contains {product}.',
      'Customs reference for order {order} is on hold, value {amount}.',
    ],
    asks: ['Can it still be redirected?', 'Please send me the commercial invoice.'],
    steps: [
      '{carrier} can redirect it once. What is the full new address?',
      'I have asked our warehouse for the customs papers.',
    ],
    fixes: [
      'The parcel is redirected; expect it two days later than planned.',
      'The papers went to customs and the shipment is released.',
    ],
  },
  {
    category: 'Damaged product',
    subcategory: 'Broken in transit',
    weight: 3,
    topics: ['damage', 'delivery'],
    subjects: [
      '{product} arrived broken',
      'Damaged parcel, order {order}',
      'Box crushed, contents scratched',
    ],
    openings: [
      'The box was crushed on one side and the contents are damaged.',
      'It arrived today and does not even switch on.',
      'The glass was in pieces when I opened the parcel.',
    ],
    details: [
      'Order {order}: {product}. I have photos of the box and of the damage.',
      'The {product} from order {order} has a crack along the side.',
    ],
    asks: [
      'Please send a replacement.',
      'Do I have to send the broken one back first?',
      'I would rather have my money back.',
    ],
    steps: [
      'I am sorry about that. Could you send two photos, one of the box and one of the damage?',
      'Thank you for the photos. I have filed the claim with {carrier}.',
    ],
    fixes: [
      'A replacement ships today and you can keep or recycle the broken one.',
      'I have refunded {amount}; there is no need to send it back.',
    ],
  },
];

export const RETURNS: readonly Issue[] = [
  {
    category: 'Return',
    subcategory: 'Label and process',
    weight: 4,
    topics: ['return', 'label'],
    subjects: [
      'Return label for order {order}',
      'How do I return {product}?',
      'Return portal shows {error}',
      'Sending back {product}',
    ],
    openings: [
      'I would like to send something back and cannot create a label.',
      'The return portal does not find my order.',
      'It is not what I expected, so I want to return it.',
    ],
    details: [
      'It is {product} from order {order}, bought on {date}.',
      'Order {order}; the portal stops at the last step with {error}.',
    ],
    asks: [
      'Please send me a label by e-mail.',
      'Which {carrier} shop takes it?',
      'Until when can I send it?',
    ],
    steps: [
      'I can create the label for you. Is the packaging still complete?',
      'The portal had trouble with older orders; I am creating the label by hand.',
    ],
    fixes: [
      'The return label is attached and valid for fourteen days.',
      'Your return is registered; drop it at any {carrier} shop.',
    ],
  },
  {
    category: 'Refund',
    subcategory: 'Money not back',
    weight: 4,
    topics: ['refund', 'return'],
    subjects: [
      'Refund for order {order} not received',
      'Still waiting for {amount}',
      'When do I get my money back?',
      'Returned {product} two weeks ago, no refund',
    ],
    openings: [
      'You received my return on {date} and I have not seen any money.',
      'The refund was promised within five days and that was a while ago.',
      'Only a part of what I paid came back.',
    ],
    details: [
      'Order {order}, {amount}, paid by card.',
      'The return of {product} from order {order} was signed for on {date}.',
    ],
    asks: [
      'Please tell me the exact date of the refund.',
      'Why was the shipping fee kept?',
      'Can you send a proof of the refund for my bank?',
    ],
    steps: [
      'The warehouse has your return; I am asking them to finish the inspection today.',
      'I see the refund was started. I am checking with finance why it has not left.',
    ],
    fixes: [
      'The refund of {amount} left our account today and arrives in two to three days.',
      'I refunded the missing shipping fee as well, sorry for the wait.',
    ],
  },
  {
    category: 'Exchange',
    subcategory: 'Wrong item',
    weight: 3,
    topics: ['exchange', 'wrong item'],
    subjects: [
      'Got the wrong item in order {order}',
      'Exchange {product} for another size',
      'Ordered {product}, received something else',
    ],
    openings: [
      'The parcel holds something I did not order.',
      'It is the wrong size and I would like to swap it.',
      'The colour is not the one on the invoice.',
    ],
    details: [
      'Order {order} should contain {product}.',
      'On order {order} I chose the larger {product}, and the small one came.',
    ],
    asks: ['How does the exchange work?', 'Please send the right one as soon as possible.'],
    steps: [
      'That was our mistake in packing. I am reserving the right one for you.',
      'The size you want is in stock; shall I send it before yours is back?',
    ],
    fixes: [
      'The right item is on its way and a prepaid label for the other one is in the box.',
      'The exchange is booked; there is nothing to pay.',
    ],
  },
  {
    category: 'Warranty',
    subcategory: 'Repair',
    weight: 2,
    topics: ['warranty', 'repair'],
    subjects: [
      '{product} stopped working',
      'Warranty claim for {product}',
      'Repair status of order {order}',
    ],
    openings: [
      'It worked for a few months and then stopped from one day to the next.',
      'The battery does not hold a charge any more.',
      'I sent it in for repair and have heard nothing.',
    ],
    details: [
      'Bought with order {order} on {date}; it shows {error} when I switch it on.',
      'The {product} from order {order} is still under warranty.',
    ],
    asks: ['Will you repair or replace it?', 'How long does the repair take?'],
    steps: [
      'Please try a reset first: hold the button for ten seconds. If that does not help we take it in.',
      'The workshop has it on the bench; I am asking for the result.',
    ],
    fixes: [
      'The workshop replaced the part; it is on its way back to you.',
      'A repair is not worth it, so you get a new {product}.',
    ],
  },
];
