/**
 * What the server wrote into the page as it served it, or nothing: in a page that was reached by a link. React leaves what it finds
 * in here alone, since it is told that it is somebody else's HTML. The id is the server's word for the place.
 */
export function Written({ className }: { className?: string }) {
  return (
    <div
      id="written"
      className={className}
      suppressHydrationWarning
      // biome-ignore lint/security/noDangerouslySetInnerHtml: nothing is set; what is there stays
      dangerouslySetInnerHTML={{ __html: "" }}
    />
  );
}
