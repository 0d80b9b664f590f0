export { orderApi } from "./order";
export { type Role, register, type Session, signIn, signOut } from "./session";
export { useRole, useSession } from "./useSession";
