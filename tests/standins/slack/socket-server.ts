import { randomUUID } from 'node:crypto';
import { type WebSocket, WebSocketServer } from 'ws';

export type EnvelopeType = 'events_api' | 'slash_commands' | 'interactive';

type Delivery = {
  readonly type: EnvelopeType;
  readonly payload: unknown;
  readonly envelopeId?: string;
  readonly retryAttempt?: number;
};

export type SocketAck = { readonly envelopeId: string; readonly payload: unknown };

/** The other end of socket mode: says hello, sends envelopes, takes acknowledgements. A real WebSocket on loopback. */
export interface SocketServer extends AsyncDisposable {
  /** What apps.connections.open gives out. */
  readonly url: string;
  /** How many connections there were so far. */
  readonly connected: number;
  /** Oldest first. */
  readonly acks: readonly SocketAck[];
  /** Resolves once somebody is connected. */
  someone(): Promise<void>;
  /** Sends one envelope, and gives its acknowledgement. Rejects when none comes in time. */
  deliver(delivery: Delivery): Promise<SocketAck>;
  /** Slack is about to close the connection: the other side makes another. */
  disconnect(reason?: 'warning' | 'refresh_requested'): void;
  /** Breaks every connection without a word. */
  drop(): void;
  /** Refuses connections until called with false. */
  refuse(isRefusing: boolean): void;
}

const ACK_WITHIN_MS = 3000;

export async function startSocketServer(): Promise<SocketServer> {
  let isRefusing = false;
  let connected = 0;
  const acks: SocketAck[] = [];
  const sockets = new Set<WebSocket>();
  const awaited = new Map<string, (ack: SocketAck) => void>();
  const server = new WebSocketServer({
    host: '127.0.0.1',
    port: 0,
    verifyClient: () => !isRefusing,
  });
  await new Promise((resolve, reject) => server.once('listening', resolve).once('error', reject));

  server.on('connection', (socket) => {
    connected += 1;
    sockets.add(socket);
    socket.on('error', () => socket.terminate());
    socket.on('close', () => sockets.delete(socket));
    socket.on('message', (text) => {
      const { envelope_id, payload } = JSON.parse(String(text));
      const ack = { envelopeId: String(envelope_id), payload };
      acks.push(ack);
      awaited.get(ack.envelopeId)?.(ack);
    });
    socket.send(JSON.stringify({ type: 'hello', num_connections: sockets.size }));
    socket.ping();
  });

  async function someone(): Promise<void> {
    if (sockets.size === 0) await new Promise((resolve) => server.once('connection', resolve));
  }

  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('no port was given');
  return {
    url: `ws://127.0.0.1:${address.port}/link/?ticket=stand-in`,
    get connected() {
      return connected;
    },
    acks,
    someone,
    async deliver({ type, payload, envelopeId = randomUUID(), retryAttempt = 0 }) {
      await someone();
      const { promise, resolve, reject } = Promise.withResolvers<SocketAck>();
      const late = setTimeout(() => reject(new Error(`no ack of ${envelopeId}`)), ACK_WITHIN_MS);
      awaited.set(envelopeId, resolve);
      const [socket] = sockets;
      socket?.send(
        JSON.stringify({
          ...{ type, payload, envelope_id: envelopeId, accepts_response_payload: true },
          ...(type === 'events_api' && {
            retry_attempt: retryAttempt,
            retry_reason: retryAttempt > 0 ? 'timeout' : '',
          }),
        }),
      );
      return promise.finally(() => {
        clearTimeout(late);
        awaited.delete(envelopeId);
      });
    },
    disconnect(reason = 'refresh_requested') {
      for (const socket of sockets) socket.send(JSON.stringify({ type: 'disconnect', reason }));
    },
    drop() {
      for (const socket of sockets) socket.terminate();
    },
    refuse(refusing) {
      isRefusing = refusing;
    },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.terminate();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
