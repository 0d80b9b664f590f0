package fulfillmentpdf

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/speckit/ticketing/internal/fulfillment"
)

// The checks here look at the file with other people's eyes. They need poppler-utils and zbar-tools and are skipped without them.

func need(t *testing.T, programs ...string) {
	t.Helper()
	for _, program := range programs {
		if _, err := exec.LookPath(program); err != nil {
			t.Skipf("%s is not installed: the file is not read by another program", program)
		}
	}
}

func run(t *testing.T, program string, args ...string) string {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), program, args...).Output()
	if err != nil {
		t.Fatalf("%s: %v", program, err)
	}
	return string(out)
}

func saved(t *testing.T, docs ...fulfillment.Document) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "tickets.pdf")
	if err := os.WriteFile(file, render(t, docs...), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

func TestAReaderFindsEveryFactOfTheTicketAsText(t *testing.T) {
	t.Parallel()
	need(t, "pdftotext")
	file := saved(t, plainTicket(), hardTicket(), standingTicket())
	wants := [][]string{
		{
			"SpecKit Ticketing", "Rock Night", "Sat 12 December 2026, 20:00 (America/Bogota, UTC-5)", "Movistar Arena, Bogotá",
			"Platea", "C", "14", "Ana Muñoz", "45.50 USD", "T7K4-M2QX", "K7MPX2QD", termsText, "Ticket 1 of 3",
		},
		{
			"Симфонический", "гала-концерт", "Αθήνα Μέγαρο Μουσικής, Łódź Şişli Győr ?? ?", "06:30 (Asia/Kolkata, UTC+5:30)",
			"Amphithéâtre", "XVIII", "1024", "Ελευθερία", "1500000 JPY", "Demo", demoText,
		},
		{"Floor", "Standing", "0.00 EUR", "T2AB-7777"},
	}
	for i, facts := range wants {
		page := fmt.Sprint(i + 1)
		text := run(t, "pdftotext", "-layout", "-f", page, "-l", page, file, "-")
		for _, fact := range facts {
			if !strings.Contains(text, fact) {
				t.Errorf("page %s does not say %q:\n%s", page, fact, text)
			}
		}
	}
	if text := run(t, "pdftotext", "-l", "1", file, "-"); strings.Contains(text, "Demo") {
		t.Error("an ordinary ticket is marked as a demo")
	}
}

func TestAScannerReadsOneCodeOnEveryPage(t *testing.T) {
	t.Parallel()
	need(t, "pdftoppm", "zbarimg")
	docs := []fulfillment.Document{plainTicket(), hardTicket(), standingTicket()}
	file := saved(t, docs...)
	for i, doc := range docs {
		page := fmt.Sprint(i + 1)
		picture := strings.TrimSuffix(file, ".pdf") + "-" + page
		run(t, "pdftoppm", "-r", "100", "-png", "-singlefile", "-f", page, "-l", page, file, picture)
		if got := strings.TrimSpace(run(t, "zbarimg", "-q", "--raw", picture+".png")); got != doc.Code {
			t.Errorf("page %s scans as %q, want %q", page, got, doc.Code)
		}
	}
}

func TestAScannerReadsThePicture(t *testing.T) {
	t.Parallel()
	need(t, "zbarimg")
	content, err := QRPNG(codeText, 4)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "code.png")
	if err := os.WriteFile(file, content, 0o600); err != nil {
		t.Fatal(err)
	}
	if got := strings.TrimSpace(run(t, "zbarimg", "-q", "--raw", file)); got != codeText {
		t.Errorf("the picture scans as %q", got)
	}
}

func TestAViewerFindsA4AndEmbeddedFonts(t *testing.T) {
	t.Parallel()
	need(t, "pdfinfo", "pdffonts")
	file := saved(t, plainTicket(), hardTicket())
	info := run(t, "pdfinfo", file)
	for _, fact := range []string{"Title:           2 tickets: Rock Night", "(A4)", "Pages:           2"} {
		if !strings.Contains(info, fact) {
			t.Errorf("the file does not say %q:\n%s", fact, info)
		}
	}
	if fonts := run(t, "pdffonts", file); strings.Count(fonts, "Identity-H       yes") != 2 {
		t.Errorf("fonts are not embedded:\n%s", fonts)
	}
}
