const name = "speckit.door";

/** The device's memory: its place, events with their keys, what is known of tickets, and scans. Rejected where the browser keeps nothing. */
export function openDatabase(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("place");
      request.result.createObjectStore("rolls", { keyPath: "id" });
      request.result.createObjectStore("entries", { keyPath: ["eventId", "ticketId"] });
      request.result.createObjectStore("scans", { keyPath: "id" });
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new Error("another page has the store open in an older form"));
  });
}

/** One transaction over some stores; done when what was written is on the disk, so that a device may be killed then. */
export function write(db: IDBDatabase, stores: string[], work: (tx: IDBTransaction) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const tx = db.transaction(stores, "readwrite", { durability: "strict" });
    tx.oncomplete = () => resolve();
    tx.onabort = () => reject(tx.error);
    work(tx);
  });
}

export function read<T>(db: IDBDatabase, store: string, ask: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const request = ask(db.transaction(store).objectStore(store));
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
