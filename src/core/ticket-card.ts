import type { Ability } from './access.ts';

/** Who looks at a ticket or presses a button under it, as far as it matters. */
export type Viewer = {
  /** What logs and other people call them. */
  readonly name: string;
  /** The agent they are in the data; null: none. */
  readonly agent: string | null;
  may(ability: Ability): boolean;
  /** Throws PermissionError where they may not. */
  check(ability: Ability): void;
};

/** A ticket as every part of its card needs it. Times ISO UTC. */
export type CardTicket = {
  readonly id: string;
  readonly source: string;
  /** The number its support system gave it. */
  readonly ref: string;
  readonly subject: string | null;
  readonly description: string | null;
  readonly status: string | null;
  readonly priority: string | null;
  readonly category: string | null;
  readonly channel: string | null;
  readonly requester: {
    readonly id: string | null;
    readonly name: string | null;
    readonly email: string | null;
  };
  readonly company: string | null;
  /** Who has it: by us, where its support system doesn’t show it yet. */
  readonly agent: string | null;
  readonly tags: readonly string[];
  readonly createdAt: string | null;
  readonly updatedAt: string | null;
  readonly firstResponseAt: string | null;
  readonly resolvedAt: string | null;
  readonly url: string | null;
};

/** Something that can be done about a ticket. `confirm`, `choices` and `ask` are what is asked of whoever presses it; one of them at most. */
export type CardButton = {
  /** What its part knows it by. */
  readonly act: string;
  readonly label: string;
  /** Comes back with the press. */
  readonly value?: string;
  readonly look?: 'primary' | 'danger';
  /** A sentence to say yes to first. */
  readonly confirm?: string;
  /** One of these is chosen, and its value comes back; the label says what for. */
  readonly choices?: readonly { readonly label: string; readonly value: string }[];
  /** Words are asked for first, and come back. */
  readonly ask?: {
    readonly label: string;
    /** What stands there to begin with. */
    readonly text?: string;
    readonly isLong?: boolean;
    readonly isOptional?: boolean;
    /** What sending them is called, where the label doesn’t say it. */
    readonly send?: string;
  };
};

/** What one part has to say about a ticket. In sentences `**…**` marks what matters. */
export type CardSection = {
  readonly title: string;
  readonly lines?: readonly string[];
  readonly facts?: readonly { readonly name: string; readonly value: string }[];
  /** Longer texts of people, or drafts for them: shown as they are, with who and when above. */
  readonly texts?: readonly { readonly head: string; readonly text: string }[];
  /** In small type. */
  readonly notes?: readonly string[];
  /** Tickets that notes name by these words, such as “Ticket 1378”: where there are pages they can be opened. */
  readonly named?: readonly { readonly words: string; readonly ticketId: string }[];
  readonly buttons?: readonly CardButton[];
  /** `long`: only where there is room, as on a page; folded there. */
  readonly length?: 'long';
};

export type TicketCard = {
  readonly ticket: CardTicket;
  readonly sections: readonly (CardSection & {
    /** Of the part it is from. */
    readonly part: string;
  })[];
};

/** A button that was pressed. */
export type Press = {
  readonly act: string;
  /** The button's own, or that of the choice. */
  readonly value: string;
  /** What was asked for. */
  readonly words: string;
  /** The same press has the same key, however often it arrives: what can't be done twice goes by it. */
  readonly key: string;
};

/** One of those who have something to say about tickets, and can do something about them. */
export interface TicketPart {
  readonly id: string;
  /** null: nothing. Quick: it shows what is kept, and works nothing out. */
  section(ticket: CardTicket, viewer: Viewer): Promise<CardSection | null>;
  /** Does what a button of its section says, and gives a sentence about it. Throws AskerError, and PermissionError for whoever may not. */
  act?(press: Press, ticket: CardTicket, viewer: Viewer): Promise<string>;
  /** What whoever is called for help should know at once, in a sentence or two; as quick as its section. */
  alert?(ticket: CardTicket): Promise<readonly string[]>;
  /** Tickets on which somebody is waited for, by id, in the order they should be looked at. */
  readonly waiting?: {
    readonly title: string;
    /** What is said where there are none. */
    readonly empty: string;
    /** On how many of them nobody has looked yet, where that presses: they stand before those of other parts. */
    pressing?(): Promise<number>;
    list(viewer: Viewer): Promise<readonly string[]>;
  };
}

/** A call for help as it stands in a chat; it changes as the call goes on. */
export type Alert = {
  /** null: it was removed, or not everybody who reads along may see what it is about. */
  readonly ticket: CardTicket | null;
  /** Its number, or its id where there is no more. */
  readonly ref: string;
  readonly section: TicketCard['sections'][number];
  /** What to know at once. */
  readonly about: readonly string[];
  /** Names of those this message calls. */
  readonly called: readonly string[];
  readonly isReminder: boolean;
  /** It stands below one that tells the rest: only who is called, and how it stands. */
  readonly isBrief: boolean;
};

/** What one person is told of a ticket of theirs; it changes as the ticket goes on. */
export type TicketNotice = {
  readonly headline: string;
  readonly ticket: CardTicket;
  readonly section: TicketCard['sections'][number];
};

/** Tickets on which somebody is waited for, each with what the part that waits says. */
export type WaitingTickets = {
  /** That waits. */
  readonly part: string;
  readonly title: string;
  readonly empty: string;
  readonly tickets: readonly {
    readonly ticket: CardTicket;
    readonly section: TicketCard['sections'][number];
  }[];
  /** How many more wait than are shown. */
  readonly unshown: number;
};

/** Tickets, each with what there is to know and do about it, on every surface the same. */
export interface TicketDesk {
  /** The ticket somebody means by `words`, such as 4312. Throws AskerError where there is none, PermissionError for whoever may see none. */
  card(words: string, viewer: Viewer): Promise<TicketCard>;
  /** Does what a button says, and gives a sentence about it. */
  press(ticketId: string, part: string, press: Press, viewer: Viewer): Promise<string>;
  /** What all parts want known of a ticket at once. */
  about(ticket: CardTicket): Promise<readonly string[]>;
  /** On how many tickets somebody is waited for who should come at once. */
  pressing(): Promise<number>;
  /** One group for each part that may wait, those first that press. */
  waiting(viewer: Viewer): Promise<readonly WaitingTickets[]>;
}
