/**
 * Connections that are being made, which undici leaves alone for ten seconds: here they end with the last request that
 * waits for one of their origin, and with the client.
 */

interface Socket {
  readonly destroy: (error: Error) => unknown
}

export const givenUp = () => new Error("given up")

export class Connecting {
  private readonly sockets = new Map<Socket, string>()
  private readonly waiting = new Map<string, number>()

  /** A request waits for a connection. The function that it returns is called once when it does so no longer. */
  wait(origin: string): () => void {
    this.count(origin, 1)
    return () => {
      if (this.count(origin, -1) > 0) return
      this.waiting.delete(origin)
      this.destroy((of) => of === origin)
    }
  }

  /** A connection is being made. The function that it returns says that it is there, or will not be. */
  begin(origin: string, socket: Socket): () => void {
    this.sockets.set(socket, origin)
    // undici does not know yet that whoever it is for has left
    if (!this.waiting.has(origin)) socket.destroy(givenUp())
    return () => {
      this.sockets.delete(socket)
    }
  }

  /** With an error, by which undici takes up its next request. */
  destroy(which: (origin: string) => boolean = () => true): void {
    for (const [socket, origin] of this.sockets) if (which(origin)) socket.destroy(givenUp())
  }

  private count(origin: string, change: number): number {
    const waiting = (this.waiting.get(origin) ?? 0) + change
    this.waiting.set(origin, waiting)
    return waiting
  }
}
