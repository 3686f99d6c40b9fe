/* Who is no subject of a binding: whoever is not signed in, and what Kubernetes and GKE run themselves. */
#include "advise/kubernetes/own.h"

/* Whoever is not signed in; what is bound to them is open to all. */
static bool is_nobody(struct wd_str who)
{
    return wd_str_eqz(who, "system:anonymous") || wd_str_eqz(who, "system:unauthenticated");
}

/* The accounts of kube-controller-manager, whose rights are the bootstrap roles system:controller:NAME. */
static bool is_controller(struct wd_str who)
{
    struct wd_str left = WD_STR(
        "attachdetach-controller bootstrap-signer certificate-controller cronjob-controller "
        "clusterrole-aggregation-controller daemon-set-controller deployment-controller "
        "disruption-controller endpoint-controller endpointslice-controller expand-controller "
        "endpointslicemirroring-controller ephemeral-volume-controller job-controller "
        "generic-garbage-collector horizontal-pod-autoscaler namespace-controller node-controller "
        "persistent-volume-binder pod-garbage-collector pv-protection-controller token-cleaner "
        "pvc-protection-controller replicaset-controller replication-controller route-controller "
        "resourcequota-controller root-ca-cert-publisher service-account-controller "
        "service-controller statefulset-controller ttl-after-finished-controller ttl-controller");
    static const struct wd_str home = {"system:serviceaccount:kube-system:", 34};

    if (!wd_str_starts(who, home))
        return false;
    while (left.len > 0)
        if (wd_str_eq(wd_str_cut(&left, ' '), wd_str_from(who, home.len)))
            return true;
    return false;
}

/* GKE's own, in the namespaces that it manages, and the add-ons that it keeps in kube-system, with their bindings:
 * https://cloud.google.com/kubernetes-engine/docs/concepts/cluster-architecture */
static bool is_add_on(struct wd_str who)
{
    static const char *const own[] = {"gke-managed-", "gke-gmp-", "gmp-system:", "gmp-public:"};
    static const char *const names[] = {"anetd",
                                        "event-exporter-sa",
                                        "fluentbit-gke",
                                        "gke-metadata-server",
                                        "gke-metrics-agent",
                                        "konnectivity-agent",
                                        "konnectivity-agent-cpha",
                                        "kube-dns",
                                        "kube-dns-autoscaler",
                                        "metrics-server",
                                        "netd",
                                        "node-local-dns",
                                        "pdcsi-node-sa"};
    static const struct wd_str account = {"system:serviceaccount:", 22};
    static const struct wd_str home = {"kube-system:", 12};

    if (!wd_str_starts(who, account))
        return false;
    who = wd_str_from(who, account.len);
    return WD_STR_ANY(wd_str_starts, who, own) ||
           (wd_str_starts(who, home) && WD_STR_IN(wd_str_from(who, home.len), names));
}

/* A part of Kubernetes: what it may do follows from what it is, and no binding of ours is the answer.
 * https://kubernetes.io/docs/reference/access-authn-authz/node/ and …/rbac/#core-component-roles */
static bool is_built_in(struct wd_str who)
{
    return wd_str_starts(who, WD_STR("system:node:")) ||
           wd_str_starts(who, WD_STR("system:kube-")) || is_controller(who) || is_add_on(who);
}

bool wd_rbac_is_own(struct wd_str who)
{
    return is_nobody(who) || is_built_in(who);
}

int wd_rbac_say_own(struct wd_work *work, struct wd_str who)
{
    bool nobody = is_nobody(who);
    struct wd_str text = WD_SENTENCE(work->arena, work->lang,
                                     nobody ? WD_SAY_RBAC_NOBODY : WD_SAY_RBAC_BUILT_IN, who);
    struct wd_remedy *remedy;

    return wd_work_say(work, wd_str_of(nobody ? "rbac nobody" : "rbac built in"),
                       nobody ? WD_REMEDY_CREDENTIAL : WD_REMEDY_CONFIGURATION, text, &remedy) < 0
               ? -1
               : 0;
}
