import type { Issue } from './issue.ts';

export const ACCOUNT_ACCESS: readonly Issue[] = [
  {
    category: 'Login',
    subcategory: 'Password',
    weight: 5,
    topics: ['login', 'password'],
    subjects: [
      'Cannot log in to {app}',
      'Password reset mail never arrives',
      'Locked out: {error}',
      'Account locked after password change',
    ],
    openings: [
      'I cannot sign in any more although the password is right.',
      'The reset mail does not arrive, I looked in the spam folder too.',
      'After changing my password I am thrown out every few minutes.',
    ],
    details: [
      'Account {account}; the page says {error}.',
      'The last sign-in that worked was on {date}, account {account}, {browser}.',
    ],
    asks: ['Please unlock me.', 'Can you send the reset link by hand?'],
    steps: [
      'For your safety I need to check one thing: which plan are you on, and since when?',
      'The reset mails were held back by your mail provider; I am sending one another way.',
    ],
    fixes: [
      'Your account is unlocked; please choose a new password with the link I sent.',
      'The old sessions are closed, signing in works again.',
    ],
  },
  {
    category: 'Login',
    subcategory: 'Two-factor',
    weight: 3,
    topics: ['login', 'two-factor'],
    subjects: [
      'Lost my phone, cannot get the code',
      'Two-factor code not accepted',
      'Reset two-factor for a colleague',
    ],
    openings: [
      'I have a new phone and the codes of the old one are gone.',
      'The code is refused every time, even right after it appears.',
      'A colleague left and we need to get into the shared account.',
    ],
    details: [
      'It is account {account}; I still have the invoice {invoice} as proof.',
      'Account {account}, admin is our office in {city}.',
    ],
    asks: ['How can I prove that it is me?', 'Please reset the second factor.'],
    steps: [
      'We can reset it once an admin of your workspace agrees. I have sent them a message.',
      'Please check that the clock of your phone is set automatically.',
    ],
    fixes: [
      'The second factor is reset; you will be asked to set it up at the next sign-in.',
      'With the clock corrected the codes are accepted again.',
    ],
  },
  {
    category: 'Permissions',
    subcategory: 'Roles',
    weight: 3,
    topics: ['permissions', 'roles'],
    subjects: [
      'Give a colleague access to {app}',
      'Cannot see the reports any more',
      'Remove a former colleague',
    ],
    openings: [
      'A new colleague cannot see our projects.',
      'Since yesterday a menu is missing that I use every day.',
      'Somebody has left the company and still appears in the list.',
    ],
    details: [
      'We are account {account} on the {plan} plan.',
      'It concerns {count} people in account {account}.',
    ],
    asks: ['Which role do they need?', 'Please remove the access today.'],
    steps: ['Only an owner may change roles. I have asked the owner of your workspace.'],
    fixes: [
      'The role is changed; please sign out and in once.',
      'The person is removed and all sessions are closed.',
    ],
  },
];

export const ONBOARDING: readonly Issue[] = [
  {
    category: 'Setup',
    subcategory: 'First steps',
    weight: 4,
    topics: ['setup', 'training'],
    subjects: [
      'Setting up {app} for {count} people',
      'Invitation mails not arriving',
      'First steps with {app}',
    ],
    openings: [
      'We signed up on {date} and are not sure what to do first.',
      'The invitations to our team did not arrive.',
      'The setup assistant stops in the middle.',
    ],
    details: [
      'Account {account}, {plan} plan, {count} people in {city}.',
      'The assistant stops at step three with {error}; account {account}.',
    ],
    asks: ['Is there a guide?', 'Could somebody show us in a short call?'],
    steps: [
      'Welcome! Let me look at your workspace and tell you the next three steps.',
      'I have sent the invitations again from our side.',
    ],
    fixes: [
      'Everything is set up and all {count} people have joined.',
      'The call is booked; the guide and a checklist are in your inbox.',
    ],
  },
  {
    category: 'Data migration',
    subcategory: 'Import',
    weight: 3,
    topics: ['import', 'migration'],
    subjects: [
      'Import of our old customers fails',
      'CSV import stops at row {count}',
      'Moving from our old tool to {app}',
    ],
    openings: [
      'The import stops and says that a row is not valid.',
      'We want to bring several years of history along.',
      'Names with accents look wrong after the import.',
    ],
    details: [
      'The file belongs to account {account}; the message is {error}.',
      'Import {request} of {date} stopped at row {count}.',
    ],
    asks: ['What is wrong with the file?', 'Can you import it for us?'],
    steps: [
      'Could you send the first ten rows with the names taken out?',
      'The file is saved in an older encoding; I am converting it for a test.',
    ],
    fixes: [
      'The import is complete: every row is in, accents included.',
      'A column held two dates; with it split the import went through.',
    ],
  },
];

export const INTEGRATIONS: readonly Issue[] = [
  {
    category: 'API',
    subcategory: 'Errors and limits',
    weight: 4,
    topics: ['API', 'rate limit'],
    subjects: [
      'API answers {error}',
      'Rate limit reached with {count} calls a minute',
      'API key for {app} rejected',
    ],
    openings: [
      'Our nightly job fails since {date}.',
      'The API rejects a key that worked until now.',
      'We get fewer results per page than the documentation says.',
    ],
    details: [
      'An example is request {request}, answer {error}.',
      'The key belongs to account {account}; we call it {count} times a minute.',
    ],
    asks: ['What changed?', 'Can our limit be raised?'],
    steps: [
      'Request {request} reached us without the version header. Could you add it and try again?',
      'I am asking engineering whether the limit for your plan was lowered.',
    ],
    fixes: [
      'The limit of your account is raised and the failed calls can be repeated.',
      'The key had expired; the new one is in your settings.',
    ],
  },
  {
    category: 'Webhook',
    subcategory: 'Missing events',
    weight: 3,
    topics: ['webhook'],
    subjects: [
      'Webhook events missing since {date}',
      'Webhook delivered twice',
      'Signature check of webhook fails',
    ],
    openings: [
      'Some events never reach our endpoint.',
      'We receive every event two times and create double entries.',
      'The signature does not match the body any more.',
    ],
    details: [
      'Missing for example: {request}; account {account}.',
      'Order {order} was paid, and no event came.',
    ],
    asks: ['Can you send them again?', 'How do we tell copies apart?'],
    steps: [
      'Our log shows a timeout of your endpoint after ten seconds for that event.',
      'Could you answer at once and work on the event afterwards?',
    ],
    fixes: [
      'All events since {date} were sent again.',
      'Use the event id to drop copies; the retries are normal after a timeout.',
    ],
  },
  {
    category: 'Connector',
    subcategory: 'Sync',
    weight: 3,
    topics: ['connector', 'sync'],
    subjects: [
      'Shop connector no longer syncs stock',
      'Calendar connection lost',
      'Connector to {app} shows {error}',
    ],
    openings: [
      'The connection drops every night and has to be made again by hand.',
      'Stock in the shop differs from what the warehouse says.',
      'New customers do not show up on the other side.',
    ],
    details: [
      'Account {account}; the last good sync was on {date}.',
      'Order {order} is in the shop and missing in {app}.',
    ],
    asks: ['How do we reconnect for good?', 'Will the missing entries be added?'],
    steps: ['The permission we got from the other side has run out; I am sending you a new link.'],
    fixes: [
      'The connector is renewed and the missing entries are there.',
      'The sync runs again and caught up with {count} changes.',
    ],
  },
];

export const GENERAL: readonly Issue[] = [
  {
    category: 'Question',
    subcategory: 'Opening hours and contact',
    weight: 3,
    topics: ['contact'],
    subjects: [
      'Are you reachable on {date}?',
      'Phone number for {city}',
      'Who is my contact person?',
    ],
    openings: [
      'I could not find this on your website.',
      'The phone line was busy, so I am writing instead.',
      'Our contact person seems to have changed.',
    ],
    details: [
      'Our customer number is {account}.',
      'It is about a visit in {city} because of order {order}.',
    ],
    asks: ['Could you call me back?', 'When is the best time to reach you?'],
    steps: ['I am checking who looks after your account now.'],
    fixes: [
      'We are there on weekdays from eight to eight, your direct number is in the mail.',
      'Your new contact has been told and will call you tomorrow.',
    ],
  },
  {
    category: 'Feedback',
    subcategory: 'Praise and complaint',
    weight: 3,
    topics: ['feedback'],
    subjects: [
      'Feedback on my last order',
      'Thank you for the quick help',
      'Not happy with how my request was handled',
    ],
    openings: [
      'I wanted to tell you how my last contact went.',
      'This is the third time I write about the same thing.',
      'Your colleague on the phone was a great help.',
    ],
    details: [
      'It was about order {order} and {product}.',
      'The earlier conversation has number {request}.',
    ],
    asks: ['Please pass it on.', 'I would like an answer to this.'],
    steps: ['Thank you for writing this down. I have read through the earlier conversation.'],
    fixes: [
      'I have passed it on to the people concerned; thank you for taking the time.',
      'You are right, that should have gone better. I added a voucher to your account.',
    ],
  },
  {
    category: 'Privacy',
    subcategory: 'Data request',
    weight: 2,
    topics: ['privacy', 'account'],
    subjects: [
      'Delete my personal data',
      'Copy of the data you hold about me',
      'Unsubscribe from all newsletters',
    ],
    openings: [
      'Please tell me which data you hold about me.',
      'I would like my account and everything in it removed.',
      'I keep receiving newsletters after I unsubscribed.',
    ],
    details: [
      'My account is {account}.',
      'The last newsletter came on {date}, reference {request}.',
    ],
    asks: ['Please confirm it in writing.', 'How long does that take?'],
    steps: ['I have opened the request with our privacy team; they answer within a few days.'],
    fixes: [
      'The data is deleted; invoices are kept as the law asks.',
      'You are off all lists, and the copy of your data is ready for download.',
    ],
  },
];
