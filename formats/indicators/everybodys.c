#include <stddef.h>
#include <string.h>

#include "formats/indicators/everybodys.h"

static const char *const domains[] = { "adobe.com", "apple.com", "debian.org",
	"digicert.com", "dropbox.com", "entrust.net", "github.com",
	"githubusercontent.com", "globalsign.com", "google.co.jp", "google.com",
	"gstatic.com", "gvt1.com", "icloud.com", "ipa.go.jp", "jpcert.or.jp",
	"lencr.org", "letsencrypt.org", "live.com", "microsoft.com",
	"microsoftonline.com", "mozilla.net", "mozilla.org", "msftncsi.com",
	"office.com", "office.net", "office365.com", "outlook.com",
	"sectigo.com", "trendmicro.com", "ubuntu.com", "windows.com",
	"windowsupdate.com", "yahoo.co.jp" };

bool
everybodys_beneath(const char *host, const char *domain)
{
	size_t h = strlen(host), d = strlen(domain);

	return h >= d && strcmp(host + h - d, domain) == 0 &&
	       (h == d || host[h - d - 1] == '.');
}

bool
everybodys_host(const char *host)
{
	size_t i;

	for (i = 0; i < sizeof(domains) / sizeof(domains[0]); i++)
		if (everybodys_beneath(host, domains[i]))
			return true;
	return false;
}
