const fixed = Symbol('init channel fixed');

type Listener = Parameters<RTCDataChannel['addEventListener']>[1];

/**
 * Works around a race in @libp2p/webrtc 6.0.33 (initiate-connection): the other side may close the data channel 'init' before the
 * initiator looks at it; the initiator then waits for 'open' and 'close' events that are over, and the dial times out. The events
 * that were missed are given to listeners of that channel again. Safe to call twice; does nothing where there is no WebRTC.
 */
export function fixInitChannel(): void {
  const prototype: (RTCPeerConnection & { [fixed]?: true }) | undefined = globalThis.RTCPeerConnection?.prototype;
  if (!prototype || prototype[fixed]) return;
  prototype[fixed] = true;
  const create = prototype.createDataChannel;
  prototype.createDataChannel = function createDataChannel(label: string, options?: RTCDataChannelInit): RTCDataChannel {
    const channel = create.call(this, label, options);
    if (label === 'init') replayMissedEvents(channel);
    return channel;
  };
}

function replayMissedEvents(channel: RTCDataChannel): void {
  const add = channel.addEventListener.bind(channel);
  const addAndReplay = (type: string, listener: Listener | null, options?: boolean | AddEventListenerOptions): void => {
    if (listener) add(type, listener, options);
    const state = channel.readyState;
    const missed = (type === 'open' && (state === 'closing' || state === 'closed')) || (type === 'close' && state === 'closed');
    if (!missed || !listener) return;
    queueMicrotask(() => {
      const event = new Event(type);
      if (typeof listener === 'function') listener.call(channel, event);
      else listener.handleEvent(event);
    });
  };
  Object.defineProperty(channel, 'addEventListener', { value: addAndReplay });
}
