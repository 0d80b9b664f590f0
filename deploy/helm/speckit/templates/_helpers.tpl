{{/* The beginning of every name: the release, with the chart's name where the release does not say it. */}}
{{- define "speckit.fullname" -}}
{{- if contains .Chart.Name .Release.Name }}{{ .Release.Name }}{{ else }}{{ .Release.Name }}-{{ .Chart.Name }}{{ end }}
{{- end }}

{{/* What selects all pods of this installation. */}}
{{- define "speckit.selector" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "speckit.labels" -}}
{{ include "speckit.selector" . }}
app.kubernetes.io/version: {{ .Values.image.tag | default .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ .Chart.Name }}-{{ .Chart.Version }}
{{- end }}

{{- define "speckit.image" -}}
{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}
{{- end }}

{{- define "speckit.publicURL" -}}
{{ if .Values.ingress.tls.enabled }}https{{ else }}http{{ end }}://{{ .Values.host }}
{{- end }}

{{/* The settings that every service shares, without secrets. */}}
{{- define "speckit.settings" -}}
{{- $all := dict "PUBLIC_URL" (include "speckit.publicURL" .) "INTERNAL_HOST" "0.0.0.0" }}
{{- range $name, $service := .Values.services }}
{{- if ne $name "web" }}
{{- $_ := set $all (printf "%s_URL" (upper $name)) (printf "http://%s-%s:%d" (include "speckit.fullname" $) $name (int $service.port)) }}
{{- end }}
{{- end }}
{{- with .Values.trustedProxies }}{{ $_ := set $all "TRUSTED_PROXIES" (join "," .) }}{{ end }}
{{- with .Values.otlpEndpoint }}{{ $_ := set $all "OTEL_EXPORTER_OTLP_ENDPOINT" . }}{{ end }}
{{- if .Values.secrets.kafkaTLS }}
{{- $_ := set $all "KAFKA_TLS" "true" }}
{{- $_ := set $all "KAFKA_TLS_CA" "/etc/kafka-tls/ca.crt" }}
{{- end }}
{{- toYaml (mergeOverwrite $all .Values.settings) }}
{{- end }}

{{/* Secrets of a service by their names: (dict "secrets" … "mail" bool). */}}
{{- define "speckit.secretRefs" -}}
{{- range $kind := list "root" "database" "redis" "kafka" "smtp" }}
{{- $name := get $.secrets $kind }}
{{- if and $name (or $.mail (ne $kind "smtp")) }}
- secretRef: {name: {{ $name }}}
{{- end }}
{{- end }}
{{- end }}

{{/* What a pod may: nothing. */}}
{{- define "speckit.podSecurity" -}}
runAsNonRoot: true
runAsUser: 65532
runAsGroup: 65532
fsGroup: 65532
seccompProfile: {type: RuntimeDefault}
{{- end }}

{{- define "speckit.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities: {drop: [ALL]}
{{- end }}
