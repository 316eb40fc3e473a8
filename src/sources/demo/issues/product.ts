import type { Issue } from './issue.ts';

export const TECHNICAL_SUPPORT: readonly Issue[] = [
  {
    category: 'Outage',
    subcategory: 'Cannot reach service',
    weight: 3,
    topics: ['outage', 'timeout'],
    subjects: [
      '{app} is down for our whole team',
      '{error} on every page',
      '{app} times out since this morning',
      'Nothing loads in {browser}',
    ],
    openings: [
      'Since this morning nobody here can open the application.',
      'Every page ends in a timeout, for all of us and in every browser.',
      'The dashboard stays white and then shows an error.',
    ],
    details: [
      'The error is {error}, request id {request}, in {browser}.',
      'Account {account}, {count} people affected in {city}.',
    ],
    asks: [
      'Is there a known problem, and when will it work again?',
      'Our own customers are waiting, please hurry.',
    ],
    steps: [
      'We see raised error rates in your region and our engineers are on it.',
      'Could you open the network tab and send me one more request id?',
      'The status page is updated every thirty minutes while we work on it.',
    ],
    fixes: [
      'The service is stable again since a configuration was rolled back. Please reload.',
      'The faulty node was taken out; request {request} now succeeds.',
    ],
  },
  {
    category: 'Performance',
    subcategory: 'Slow pages',
    weight: 3,
    topics: ['performance', 'reports'],
    subjects: [
      '{app} is very slow with large reports',
      'Export takes {count} minutes',
      'Search in {app} hardly usable',
    ],
    openings: [
      'Pages that used to take a second now take half a minute.',
      'The monthly export never finishes.',
      'Searching has become so slow that people stopped using it.',
    ],
    details: [
      'The slowest one was request {request} on {date}, {browser}.',
      'In account {account} it happens with reports over {count} thousand rows.',
    ],
    asks: ['Can you see the cause on your side?', 'Is there a limit we are hitting?'],
    steps: [
      'I am comparing your account with others of the same size.',
      'Could you try it once in a private window, so that we can rule out an extension?',
    ],
    fixes: [
      'An index was missing for your account; the report now opens in two seconds.',
      'We moved your exports to a queue of their own, the last one took under a minute.',
    ],
  },
  {
    category: 'Configuration',
    subcategory: 'Settings',
    weight: 3,
    topics: ['settings', 'notifications'],
    subjects: [
      'E-mail notifications do not arrive',
      'Time zone wrong in {app}',
      'Setting for {app} cannot be saved',
      '{app} shows old data',
    ],
    openings: [
      'Notifications stopped arriving although they are switched on.',
      'Whatever I choose, the setting is back to the old value after a reload.',
      'The times in the app are off by some hours.',
    ],
    details: [
      'Account {account}, on {browser}; the console prints {error}.',
      'The last notification came on {date}; saving gives request {request}.',
    ],
    asks: ['What do I have to change?', 'Can you set it for us?'],
    steps: [
      'Please check whether our mail lands in your spam filter.',
      'I can reproduce it with your settings and am looking for the reason.',
    ],
    fixes: [
      'Your mail server had us on a block list; after the change notifications arrive again.',
      'The setting was locked by a policy of your workspace; I have opened it.',
    ],
  },
];

export const BUG_REPORTS: readonly Issue[] = [
  {
    category: 'Defect',
    subcategory: 'Crash',
    weight: 4,
    topics: ['crash', 'mobile app'],
    subjects: [
      '{app} crashes on start',
      'Crash with {error} after the update',
      'App closes when I open {product}',
    ],
    openings: [
      'After the last update the app closes right after the splash screen.',
      'It crashes whenever I attach a file.',
      'Rotating the phone closes the app and loses what I typed.',
    ],
    details: [
      'Crash report {request}, error {error}.',
      'It happens on two phones with account {account}, since {date}.',
    ],
    asks: ['Is a fix planned?', 'How do I get back to the older version?'],
    steps: [
      'Thank you for the crash report; I have attached it to the engineers’ ticket.',
      'Does it also happen after you sign out and in again?',
    ],
    fixes: [
      'The fix is in the version released today; the crash no longer happens with your report.',
      'The crash came from a corrupt cache. Reinstalling once cures it, and the next version prevents it.',
    ],
  },
  {
    category: 'Defect',
    subcategory: 'Wrong figures',
    weight: 4,
    topics: ['report', 'wrong figures'],
    subjects: [
      'Totals in the report do not add up',
      'Export has fewer rows than the screen',
      'Wrong date in column of {app}',
    ],
    openings: [
      'The sum under the table differs from the rows above it.',
      'The export leaves out everything from the last day of the month.',
      'Filters are ignored once I change the page.',
    ],
    details: [
      'In account {account} the total says {amount}, adding up by hand gives more.',
      'Export {request} of {date} is missing {count} rows.',
    ],
    asks: ['Which number is right?', 'Please tell us once it is corrected, we report on this.'],
    steps: [
      'I can reproduce it with your filter and have written it up for engineering.',
      'Which time zone is set in your profile? That may explain the last day.',
    ],
    fixes: [
      'The total now includes the last day; please run the export again.',
      'It was a rounding fault in the summary row and is fixed since tonight’s release.',
    ],
  },
  {
    category: 'Defect',
    subcategory: 'Display',
    weight: 3,
    topics: ['display', 'browser'],
    subjects: [
      'Buttons overlap in {browser}',
      'Dark mode unreadable in {app}',
      'Cannot scroll on my phone',
    ],
    openings: [
      'The page looks broken since the redesign.',
      'Text and background have the same colour in dark mode.',
      'The button I need is hidden behind the chat window.',
    ],
    details: [
      '{browser}, account {account}; a screenshot is attached.',
      'It is the settings page of {app}; reference {request}.',
    ],
    asks: ['Is there a way around it?', 'Could you pass it on?'],
    steps: ['Thank you for the screenshot, I have passed it to our designers.'],
    fixes: [
      'The layout is corrected; a hard reload shows the new version.',
      'Switching off the compact view helps until the fix is out next week.',
    ],
  },
];

export const FEATURE_REQUESTS: readonly Issue[] = [
  {
    category: 'Idea',
    subcategory: 'Reporting',
    weight: 3,
    topics: ['feature', 'reports'],
    subjects: [
      'Please add a weekly report to {app}',
      'Export to spreadsheet from {app}',
      'Wish: filter by {city}',
    ],
    openings: [
      'We like the product and are missing one thing.',
      'Every Monday I build the same table by hand.',
      'It would save us hours if the report could be sent by itself.',
    ],
    details: [
      'We are account {account} on the {plan} plan with {count} people.',
      'My earlier wish was {request}, written on {date}.',
    ],
    asks: ['Is something like that planned?', 'May we try it early?'],
    steps: [
      'Thank you, that is a clear description. I have added it to the list our product team reads.',
      'Others asked for something close. Would a monthly one help you as well?',
    ],
    fixes: [
      'It is on the roadmap for the next quarter, and I have put you on the early access list.',
      'There is a way already: saved views can be mailed on a schedule.',
    ],
  },
  {
    category: 'Idea',
    subcategory: 'Workflow',
    weight: 3,
    topics: ['feature', 'workflow'],
    subjects: [
      'Bulk edit in {app}',
      'Keyboard shortcuts for {app}',
      'Allow {count} approvers instead of one',
    ],
    openings: [
      'Changing things one at a time takes us most of an afternoon.',
      'Could you make the common steps quicker to reach?',
      'Our process needs a second approval and the product knows only one.',
    ],
    details: [
      'In account {account} we do this about {count} times a week.',
      'See also my message {request}; colleagues in {city} ask for the same.',
    ],
    asks: ['Would you consider it?', 'Where can we vote for it?'],
    steps: ['I have passed it on with your numbers, which helps to weigh it.'],
    fixes: [
      'I cannot promise a date, but your vote is counted and you will hear from us.',
      'Bulk edit came with this month’s release; here is how to switch it on.',
    ],
  },
];
