import type { Issue } from './issue.ts';

export const BILLING: readonly Issue[] = [
  {
    category: 'Payment',
    subcategory: 'Card declined',
    weight: 4,
    topics: ['payment', 'card'],
    subjects: [
      'Card declined when paying invoice {invoice}',
      'Payment failed again: {error}',
      'Cannot pay with my card',
      'Checkout rejects my card for {product}',
    ],
    openings: [
      'I have tried to pay three times since {date} and my card is declined every time.',
      'The payment page accepts my card number and then says the payment failed.',
      'My bank says nothing was blocked, yet your checkout refuses the card.',
      'We changed to a new company card and every payment has failed since then.',
    ],
    details: [
      'The invoice is {invoice} over {amount}, and the message I get is {error}.',
      'It is about {amount} for {product}, order {order}; the error code is {error}.',
      'Account {account}: the charge of {amount} shows as pending at the bank and as failed with you.',
    ],
    asks: [
      'Could you retry the charge or send me a payment link?',
      'Can I pay by bank transfer instead?',
      'Please do not suspend the account while we sort this out.',
    ],
    steps: [
      'I see the attempts on our side. The bank answered with a security refusal, so please confirm the billing address.',
      'The payment provider asks for a second confirmation. Did your bank app show a request to approve?',
      'I have asked our payment provider for the reason behind {error}.',
    ],
    fixes: [
      'I have sent a fresh payment link and the charge of {amount} went through.',
      'The block on our side is lifted. The payment of {amount} is booked and your receipt is on its way.',
      'We switched your account to bank transfer; the invoice is marked as paid.',
    ],
  },
  {
    category: 'Payment',
    subcategory: 'Charged twice',
    weight: 3,
    topics: ['double charge', 'payment'],
    subjects: [
      'Charged twice for {product}',
      'Double charge of {amount} on {date}',
      'Two payments taken for one order',
      'Duplicate charge, please refund one',
    ],
    openings: [
      'My statement shows the same amount taken twice on {date}.',
      'I was charged two times for a single purchase.',
      'There are two identical charges from you on our company card.',
    ],
    details: [
      'Both charges are {amount} and belong to order {order}.',
      'Invoice {invoice} was paid once by card and once by direct debit, {amount} each.',
      'The first charge has reference {request}, the second one shows no reference at all.',
    ],
    asks: [
      'Please send one of them back.',
      'When will I see the money on my card again?',
      'Can you confirm in writing that the second one is reversed?',
    ],
    steps: [
      'I can see both charges. One of them is only a reservation; I am checking which one was captured.',
      'Our finance team is matching the two payments against your invoice.',
    ],
    fixes: [
      'The second charge of {amount} is reversed; banks take three to five working days to show it.',
      'You were right, it was captured twice. The duplicate is refunded in full.',
    ],
  },
  {
    category: 'Invoice',
    subcategory: 'Wrong details',
    weight: 3,
    topics: ['invoice', 'tax'],
    subjects: [
      'Wrong company name on invoice {invoice}',
      'VAT number missing on our invoice',
      'Please correct the invoice from {date}',
      'Invoice address is outdated',
    ],
    openings: [
      'Our bookkeeping cannot accept the latest invoice because the details are wrong.',
      'The invoice still carries our old address in {city}.',
      'The tax on the invoice does not match what we agreed.',
    ],
    details: [
      'It is invoice {invoice} over {amount}; the tax number is missing.',
      'Invoice {invoice} lists {product} twice although we have one of it.',
      'Account {account} has the right address, the invoice of {date} does not.',
    ],
    asks: [
      'Could you issue a corrected one before the end of the month?',
      'Please send the corrected PDF to our accounting address.',
    ],
    steps: [
      'I have passed the correction to finance and will send the new PDF as soon as I have it.',
      'Could you give me the exact company name and tax number as they should appear?',
    ],
    fixes: [
      'The corrected invoice is attached and the old one is cancelled.',
      'Your billing details are updated, and the invoice was issued again with the right tax number.',
    ],
  },
  {
    category: 'Subscription',
    subcategory: 'Plan change',
    weight: 3,
    topics: ['subscription', 'plan'],
    subjects: [
      'Downgrade from the {plan} plan',
      'Price change on our {plan} subscription',
      'Cancel the renewal on {date}',
      'Moving from monthly to yearly billing',
    ],
    openings: [
      'We want to change our subscription before the next renewal.',
      'The renewal price is higher than the one we signed up for.',
      'We no longer need all the seats we pay for.',
    ],
    details: [
      'Account {account} is on the {plan} plan at {amount} a month.',
      'The renewal invoice {invoice} shows {amount}, which is not what the quote said.',
    ],
    asks: [
      'What would change for us, and from when?',
      'Can the difference be credited?',
      'Please confirm that it will not renew by itself.',
    ],
    steps: [
      'I am checking what the change means for the seats you already paid for.',
      'The change can take effect at the next renewal or right away with a credit. Which do you prefer?',
    ],
    fixes: [
      'Your plan is changed and {amount} is credited to the next invoice.',
      'Automatic renewal is off; you keep the {plan} plan until the paid period ends.',
    ],
  },
];

export const SALES_QUESTIONS: readonly Issue[] = [
  {
    category: 'Quote',
    subcategory: 'Volume price',
    weight: 4,
    topics: ['pricing', 'quote'],
    subjects: [
      'Quote for {count} × {product}',
      'Volume discount for {product}',
      'Pricing for a team of {count}',
      'Offer needed by {date}',
    ],
    openings: [
      'We are comparing suppliers and would like a quote.',
      'Our department wants to buy a larger quantity and the shop only shows single prices.',
      'We have been happy with the first batch and would like to order more.',
    ],
    details: [
      'We need {count} pieces of {product}, delivered to {city}; last time it was order {order}.',
      'Our customer number is {account}, and the budget is about {amount}.',
    ],
    asks: [
      'What discount is possible?',
      'How long would the price be valid?',
      'Is delivery included?',
    ],
    steps: [
      'Happy to prepare that. Would you want it delivered at once or in parts?',
      'I am asking our sales desk for the best price at {count} pieces.',
    ],
    fixes: [
      'The quote over {amount} is attached and holds for thirty days.',
      'I have set up a price list for your account; the shop shows it when you sign in.',
    ],
  },
  {
    category: 'Product advice',
    subcategory: 'Which one fits',
    weight: 4,
    topics: ['product advice'],
    subjects: [
      'Does {product} work with our setup?',
      'Which size of {product} do I need?',
      'Question before buying {product}',
      'Difference between the {plan} plan and the one above',
    ],
    openings: [
      'Before I order I would like to be sure it is the right one.',
      'The product page does not say whether it fits what we already have.',
      'I cannot decide between two of your products.',
    ],
    details: [
      'I already own the one from order {order} and want to combine it with {product}.',
      'We run {app} in {city} with {count} people; account {account}.',
    ],
    asks: [
      'Which one would you recommend?',
      'Is there a trial?',
      'Can I send it back if it does not fit?',
    ],
    steps: [
      'Good question. What do you mainly want to use it for?',
      'I am checking the compatibility list with our product team.',
    ],
    fixes: [
      'For what you describe {product} is the right choice; it works with what you have.',
      'The {plan} plan covers it. I have added a fourteen-day trial to your account.',
    ],
  },
  {
    category: 'Order change',
    subcategory: 'Before dispatch',
    weight: 2,
    topics: ['order'],
    subjects: [
      'Change the quantity in order {order}',
      'Add {product} to my order',
      'Wrong delivery address on a new order',
    ],
    openings: [
      'I placed an order a moment ago and made a mistake.',
      'Could you still change an order that has not left yet?',
    ],
    details: [
      'It is order {order}; it should be {count} pieces instead of one.',
      'Order {order} must go to our office in {city}, not to the billing address.',
    ],
    asks: ['Is it still possible?', 'Please confirm the change before you ship.'],
    steps: ['I have stopped the order in the warehouse while we change it.'],
    fixes: [
      'The order is changed and ships tomorrow.',
      'Done: the new address is on the parcel, nothing else changes.',
    ],
  },
];
